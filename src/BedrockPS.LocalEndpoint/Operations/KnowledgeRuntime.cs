using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using BedrockPS.Local.Agents;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Guardrails;
using BedrockPS.Local.Knowledge;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Operations;

/// <summary>Knowledge bases searched, and their documents fetched; one is built in.</summary>
internal sealed class KnowledgeRuntime
{
    public const string Service = "bedrock-agent-runtime";

    private readonly ModelResolver _models;
    private readonly KnowledgeResources _knowledge;
    private readonly GuardrailOperations _guardrails;
    private readonly DocumentLinks _links;

    public KnowledgeRuntime(
        ModelResolver models, KnowledgeResources knowledge, GuardrailOperations guardrails, DocumentLinks links, OperationTable table)
    {
        _models = models;
        _knowledge = knowledge;
        _guardrails = guardrails;
        _links = links;
        table.Add(Service, "Retrieve", Retrieve);
        table.Add(Service, "GenerateQuery", GenerateQuery);
        table.Add(Service, "GetDocumentContent", GetDocumentContent);
    }

    /// <exception cref="ServiceFault">There is none of that id or ARN.</exception>
    public KnowledgeBase Find(string region, string? id) => _knowledge.Find(region, id ?? "")
        ?? throw ServiceFault.NotFound($"There is no knowledge base '{id}'. The local endpoint has {KnowledgeBase.BuiltInId}.");

    /// <summary>A search as a request's configuration says.</summary>
    /// <exception cref="ServiceFault">ValidationException.</exception>
    public PassageRanking Rank(string region, KnowledgeBase knowledge, Dictionary<string, object?>? configuration) =>
        new(knowledge, configuration, _models, region);

    /// <summary>The rules of the guardrail a request names; null without one.</summary>
    /// <exception cref="ServiceFault">ValidationException: there is no such one.</exception>
    public Dictionary<string, object?>? Guardrail(string region, Dictionary<string, object?>? configuration) => configuration is null
        ? null
        : _guardrails.Find(region, configuration.Text("guardrailId") ?? "", configuration.Text("guardrailVersion"))?.Config
            ?? throw ServiceFault.Validation("The guardrail identifier or version provided in the request does not exist.");

    private Answer Retrieve(OperationCall call)
    {
        KnowledgeBase knowledge = Find(call.Region, call.Input.Text("knowledgeBaseId"));
        RetrievalQuery query = RetrievalQuery.Read(call.Input.Map("retrievalQuery")!);
        if (Guardrail(call.Region, call.Input.Map("guardrailConfiguration")) is Dictionary<string, object?> guardrail
            && new GuardrailRules(guardrail).Check(query.Text, isInput: true).Blocks)
        {
            return Answer.Of(new() { ["retrievalResults"] = new List<object?>(), ["guardrailAction"] = "INTERVENED" });
        }

        PassageRanking ranking = Rank(call.Region, knowledge, call.Input.Map("retrievalConfiguration"));
        if (knowledge.Type == "SQL")
        {
            return Answer.Of(new() { ["retrievalResults"] = new List<object?> { PassageWriter.Row(query.Text, TextToSql.Of(query.Text)) } });
        }

        List<object?> results = ranking.Find(query).ConvertAll(static result => (object?)PassageWriter.Result(result.Key, result.Value));
        call.Input["maxResults"] = (long)(ranking.IsReranked ? System.Math.Max(1, results.Count) : ranking.Count);
        return Pages.Of(call, "retrievalResults", results);
    }

    private Answer GenerateQuery(OperationCall call)
    {
        Dictionary<string, object?>? configuration = call.Input.Map("transformationConfiguration")!.Map("textToSqlConfiguration")?.Map("knowledgeBaseConfiguration");
        string arn = configuration?.Text("knowledgeBaseArn") ?? throw ServiceFault.Validation("textToSqlConfiguration names no knowledge base.");
        KnowledgeBase knowledge = Find(call.Region, arn);
        if (knowledge.Type != "SQL")
        {
            throw ServiceFault.Validation($"The knowledge base '{knowledge.Id}' is of the type {knowledge.Type}; queries are made with one of the type SQL.");
        }

        string question = call.Input.Map("queryGenerationInput")!.Text("text")!;
        return Answer.Of(new()
        {
            ["queries"] = new List<object?> { new Dictionary<string, object?> { ["type"] = "REDSHIFT_SQL", ["sql"] = TextToSql.Of(question) } },
        });
    }

    private Answer GetDocumentContent(OperationCall call)
    {
        (byte[] content, string mimeType, string text) = _knowledge.Content(call);
        if (call.Input.Text("outputFormat") == "EXTRACTED")
        {
            content = Encoding.UTF8.GetBytes(Protocol.JsonText.Of(new Dictionary<string, object?> { ["text"] = text }));
            mimeType = "application/json";
        }

        return Answer.Of(new()
        {
            ["presignedUrl"] = _links.Make(call.Request, content, mimeType),
            ["mimeType"] = mimeType,
            ["documentContentLength"] = (long)content.Length,
        });
    }

    /// <summary>A search by text alone, as agents make it.</summary>
    public static IReadOnlyList<KeyValuePair<StoredPassage, double>> Search(
        KnowledgeBase knowledge, string query, Dictionary<string, object?>? retrieval)
    {
        Dictionary<string, object?> search = retrieval?.Map("vectorSearchConfiguration") ?? retrieval?.Map("managedSearchConfiguration") ?? [];
        return knowledge.Search(query, search.Number("numberOfResults") ?? 5, search.Map("filter"));
    }
}

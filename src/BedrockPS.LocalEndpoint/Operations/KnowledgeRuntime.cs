using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Local.Agents;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Operations;

/// <summary>Knowledge bases in use; one is built in.</summary>
internal sealed class KnowledgeRuntime
{
    private const string Service = "bedrock-agent-runtime";

    private readonly ITextModel _texts;
    private readonly ModelResolver _models;
    private readonly KnowledgeResources _knowledge;

    public KnowledgeRuntime(ITextModel texts, ModelResolver models, KnowledgeResources knowledge, OperationTable table)
    {
        _texts = texts;
        _models = models;
        _knowledge = knowledge;
        table.Add(Service, "Retrieve", Retrieve);
        table.Add(Service, "RetrieveAndGenerate", RetrieveAndGenerateAsync);
    }

    /// <exception cref="ServiceFault">There is none of that id.</exception>
    public KnowledgeBase Find(string region, string? id) => id == KnowledgeBase.BuiltInId
        ? KnowledgeBase.BuiltIn
        : _knowledge.Find(region, id ?? "") ?? throw ServiceFault.NotFound($"There is no knowledge base '{id}'. The local endpoint has {KnowledgeBase.BuiltInId}.");

    private Answer Retrieve(OperationCall call)
    {
        KnowledgeBase knowledge = Find(call.Region, call.Input.Text("knowledgeBaseId"));
        IReadOnlyList<KeyValuePair<StoredPassage, double>> found = Search(
            knowledge, call.Input.Map("retrievalQuery")?.Text("text") ?? "", call.Input.Map("retrievalConfiguration"));
        return Answer.Of(new()
        {
            ["retrievalResults"] = found.Select(static result =>
            {
                Dictionary<string, object?> reference = Reference(result.Key);
                reference["score"] = result.Value;
                return (object?)reference;
            }).ToList(),
        });
    }

    private async Task<Answer> RetrieveAndGenerateAsync(OperationCall call, CancellationToken cancellationToken)
    {
        Dictionary<string, object?> configuration = call.Input.Map("retrieveAndGenerateConfiguration")?.Map("knowledgeBaseConfiguration")
            ?? throw ServiceFault.Validation("The local endpoint answers from a knowledge base: give a knowledgeBaseConfiguration.");
        KnowledgeBase knowledge = Find(call.Region, configuration.Text("knowledgeBaseId"));
        CatalogueModel model = _models.ForInference(configuration.Text("modelArn") ?? "", call.Region).Model;
        string question = call.Input.Map("input")?.Text("text") ?? "";
        IReadOnlyList<KeyValuePair<StoredPassage, double>> found = Search(knowledge, question, configuration.Map("retrievalConfiguration"));
        string told = found.Count == 0 ? "" : found[0].Key.Text;

        Conversation conversation = new(model);
        conversation.AddSystem("Answer from: " + told);
        conversation.TurnOf("user").AddText(question);
        WholeAnswer answer = new();
        await _texts.AnswerAsync(conversation, answer, cancellationToken).ConfigureAwait(false);
        string text = told.Length == 0 ? answer.Text : told + " " + answer.Text;
        return Answer.Of(new()
        {
            ["sessionId"] = call.Input.Text("sessionId") ?? Guid.NewGuid().ToString(),
            ["output"] = new Dictionary<string, object?> { ["text"] = text },
            ["citations"] = told.Length == 0 ? [] : new List<object?> { Citation(told, found[0].Key) },
        });
    }

    public static IReadOnlyList<KeyValuePair<StoredPassage, double>> Search(
        KnowledgeBase knowledge, string query, Dictionary<string, object?>? retrieval)
    {
        Dictionary<string, object?> search = retrieval?.Map("vectorSearchConfiguration") ?? retrieval?.Map("managedSearchConfiguration") ?? [];
        return knowledge.Search(query, search.Number("numberOfResults") ?? 5, search.Map("filter"));
    }

    public static Dictionary<string, object?> Reference(StoredPassage passage) => new()
    {
        ["content"] = new Dictionary<string, object?> { ["text"] = passage.Text, ["type"] = "TEXT" },
        ["location"] = passage.IsCustom
            ? new Dictionary<string, object?>
            {
                ["type"] = "CUSTOM",
                ["customDocumentLocation"] = new Dictionary<string, object?> { ["id"] = passage.Uri },
            }
            : new Dictionary<string, object?>
            {
                ["type"] = "S3",
                ["s3Location"] = new Dictionary<string, object?> { ["uri"] = passage.Uri },
            },
        ["metadata"] = passage.Metadata,
    };

    public static Dictionary<string, object?> Citation(string text, StoredPassage passage) => new()
    {
        ["generatedResponsePart"] = new Dictionary<string, object?>
        {
            ["textResponsePart"] = new Dictionary<string, object?>
            {
                ["text"] = text,
                ["span"] = new Dictionary<string, object?> { ["start"] = 0L, ["end"] = (long)text.Length - 1 },
            },
        },
        ["retrievedReferences"] = new List<object?> { Reference(passage) },
    };
}

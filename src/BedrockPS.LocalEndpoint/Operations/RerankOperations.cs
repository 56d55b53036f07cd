using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Embeddings;
using BedrockPS.Local.Serving;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Operations;

/// <summary>Texts put in the order in which they fit a question.</summary>
internal sealed class RerankOperations
{
    private readonly ModelResolver _models;

    public RerankOperations(ModelResolver models, OperationTable table)
    {
        _models = models;
        table.Add("bedrock-agent-runtime", "Rerank", Rerank);
    }

    private Answer Rerank(OperationCall call)
    {
        Dictionary<string, object?> configuration = call.Input.Map("rerankingConfiguration")?.Map("bedrockRerankingConfiguration")
            ?? throw ServiceFault.Validation("rerankingConfiguration.bedrockRerankingConfiguration is required for BEDROCK_RERANKING_MODEL.");
        string modelArn = configuration.Map("modelConfiguration")?.Text("modelArn") ?? "";
        if (_models.ForInference(modelArn, call.Region).Model.Family != RerankModel.Family)
        {
            throw ServiceFault.Validation($"The model '{modelArn}' does not rerank.");
        }

        string query = call.Input.Maps("queries").First().Map("textQuery")?.Text("text")
            ?? throw ServiceFault.Validation("queries[0].textQuery.text is required.");
        List<Dictionary<string, object?>> documents = call.Input.Maps("sources")
            .Select(static source => source.Map("inlineDocumentSource") ?? []).ToList();
        List<string> texts = documents.Select(Text).ToList();
        return Pages.Of(
            call,
            "results",
            RerankModel.Rank(query, texts)
                .Take(configuration.Number("numberOfResults") ?? texts.Count)
                .Select(result => (object?)new Dictionary<string, object?>
                {
                    ["index"] = (long)result.Key,
                    ["relevanceScore"] = result.Value,
                    ["document"] = documents[result.Key],
                })
                .ToList());
    }

    /// <summary>What a document says: its text, or its JSON as it stands.</summary>
    private static string Text(Dictionary<string, object?> document, int place)
    {
        string member = document.Text("type") == "JSON" ? "jsonDocument" : "textDocument";
        if (document.Count != 2 || document.Get(member) is null)
        {
            throw ServiceFault.Validation($"sources[{place}].inlineDocumentSource: a document of type {document.Text("type")} has {member} and nothing else.");
        }

        return member == "jsonDocument"
            ? JsonText.Of(document.Get(member))
            : document.Map(member)?.Text("text") ?? throw ServiceFault.Validation($"sources[{place}].inlineDocumentSource.textDocument.text is required.");
    }
}

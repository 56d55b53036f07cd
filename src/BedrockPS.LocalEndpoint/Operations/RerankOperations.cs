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
        Dictionary<string, object?> configuration = call.Input.Map("rerankingConfiguration")?.Map("bedrockRerankingConfiguration") ?? [];
        string modelArn = configuration.Map("modelConfiguration")?.Text("modelArn") ?? "";
        if (_models.Find(modelArn, call.Region)?.Model.Family != "rerank")
        {
            throw ServiceFault.Validation($"The model '{modelArn}' does not rerank.");
        }

        string query = call.Input.Maps("queries").First().Map("textQuery")?.Text("text") ?? "";
        List<Dictionary<string, object?>> documents = call.Input.Maps("sources")
            .Select(static source => source.Map("inlineDocumentSource") ?? []).ToList();
        List<string> texts = documents.ConvertAll(
            static document => document.Map("textDocument")?.Text("text") ?? JsonText.Of(document.Get("jsonDocument")));
        return Answer.Of(new()
        {
            ["results"] = RerankModel.Rank(query, texts)
                .Take(configuration.Number("numberOfResults") ?? texts.Count)
                .Select(result => (object?)new Dictionary<string, object?>
                {
                    ["index"] = (long)result.Key,
                    ["relevanceScore"] = result.Value,
                    ["document"] = documents[result.Key],
                })
                .ToList(),
        });
    }
}

using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Families;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Embeddings;

/// <summary>The rerank models by InvokeModel: texts in the order of how well they fit a query.</summary>
internal sealed class RerankModel : EmbeddingModel
{
    /// <summary>The catalogue's name for these models.</summary>
    public const string Family = "rerank";

    private const int MaxDocuments = 1000;

    public override string Name => Family;

    /// <summary>Indexes and scores from 0 to 1, best first; equal scores keep their order.</summary>
    public static List<KeyValuePair<int, double>> Rank(string query, IReadOnlyList<string> documents)
    {
        float[] wanted = HashedVector.OfText(query, 512, unit: true);
        return documents
            .Select((text, index) => new KeyValuePair<int, double>(
                index, System.Math.Max(0, HashedVector.Similarity(wanted, HashedVector.OfText(text, 512, unit: true)))))
            .OrderByDescending(static result => result.Value)
            .ToList();
    }

    public override int Answer(JsonElement body, CatalogueModel model, Utf8JsonWriter json, OperationCall call)
    {
        if (model.Provider == "Cohere")
        {
            body.RequiredNumber("api_version", 2, int.MaxValue);
        }

        string query = body.RequiredText("query");
        List<string> documents = [];
        foreach (JsonElement document in body.Required("documents", JsonValueKind.Array).EnumerateArray())
        {
            documents.Add(document.ValueKind == JsonValueKind.String
                ? document.GetString()!
                : throw ServiceFault.Validation($"#/documents/{documents.Count}: expected type: String, found: {document.ValueKind}"));
        }

        if (documents.Count is 0 or > MaxDocuments)
        {
            throw ServiceFault.Validation($"#/documents: expected 1 to {MaxDocuments} items, found {documents.Count}");
        }

        int most = body.OptionalNumber("top_n", 1, int.MaxValue) ?? documents.Count;
        json.WriteStartObject();
        json.WriteStartArray("results");
        foreach (KeyValuePair<int, double> result in Rank(query, documents).Take(most))
        {
            json.WriteStartObject();
            json.WriteNumber("index", result.Key);
            json.WriteNumber("relevance_score", result.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return TokenCounter.Count(query) + documents.Sum(TokenCounter.Count);
    }
}

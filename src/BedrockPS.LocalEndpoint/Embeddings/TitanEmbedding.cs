using System.Text.Json;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Families;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Embeddings;

/// <summary>Titan's first text embeddings: 1,536 numbers, no choices.</summary>
internal sealed class TitanEmbedding : EmbeddingModel
{
    public override string Name => "titan-embed-v1";

    public override int Answer(JsonElement body, CatalogueModel model, Utf8JsonWriter json, OperationCall call)
    {
        body.Only("inputText");
        string text = CheckText(body.RequiredText("inputText"), 50_000, "inputText");
        int tokens = TokenCounter.Count(text);
        json.WriteStartObject();
        json.WritePropertyName("embedding");
        WriteVector(json, HashedVector.OfText(text, 1536, unit: false));
        json.WriteNumber("inputTextTokenCount", tokens);
        json.WriteEndObject();
        return tokens;
    }
}

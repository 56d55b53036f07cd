using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Families;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Embeddings;

/// <summary>Titan text embeddings v2: a choice of length, of scaling and of number formats.</summary>
internal sealed class TitanEmbeddingV2 : EmbeddingModel
{
    public override string Name => "titan-embed-v2";

    public override int Answer(JsonElement body, CatalogueModel model, Utf8JsonWriter json, OperationCall call)
    {
        body.Only("inputText", "dimensions", "normalize", "embeddingTypes");
        string text = CheckText(body.RequiredText("inputText"), 50_000, "inputText");
        int dimension = Dimension(body, "dimensions", 1024, 256, 512, 1024);
        bool unit = !body.TryGetProperty("normalize", out JsonElement normalize) || normalize.ValueKind != JsonValueKind.False;
        List<string> types = body.Texts("embeddingTypes").ToList();
        if (types.Exists(static type => type is not ("float" or "binary")))
        {
            throw ServiceFault.Validation("#/embeddingTypes: expected float or binary");
        }

        float[] vector = HashedVector.OfText(text, dimension, unit);
        int tokens = TokenCounter.Count(text);
        bool floats = types.Count == 0 || types.Contains("float");
        json.WriteStartObject();
        if (floats)
        {
            json.WritePropertyName("embedding");
            WriteVector(json, vector);
        }

        json.WriteStartObject("embeddingsByType");
        if (floats)
        {
            json.WritePropertyName("float");
            WriteVector(json, vector);
        }

        if (types.Contains("binary"))
        {
            json.WriteStartArray("binary");
            foreach (float value in vector)
            {
                json.WriteNumberValue(value > 0 ? 1 : 0);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteNumber("inputTextTokenCount", tokens);
        json.WriteEndObject();
        return tokens;
    }
}

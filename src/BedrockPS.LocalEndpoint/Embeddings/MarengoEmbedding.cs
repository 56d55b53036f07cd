using System.Text.Json;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Families;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Embeddings;

/// <summary>TwelveLabs Marengo 2.7 (members side by side, 1,024 numbers) and 3.0 (members nested, 512 numbers).</summary>
internal sealed class MarengoEmbedding : EmbeddingModel
{
    private readonly bool _isNested;

    public MarengoEmbedding(bool isNested) => _isNested = isNested;

    public override string Name => _isNested ? "marengo-3" : "marengo";

    public override int Answer(JsonElement body, CatalogueModel model, Utf8JsonWriter json, OperationCall call)
    {
        int dimension = _isNested ? 512 : 1024;
        string kind = body.RequiredText("inputType");
        if (kind is not ("text" or "image" or "text_image"))
        {
            throw ServiceFault.Validation($"#/inputType: InvokeModel takes text and image, '{kind}' needs StartAsyncInvoke");
        }

        JsonElement input = _isNested ? body.Required(kind, JsonValueKind.Object) : body;
        float[]? vector = null;
        int tokens = 0;
        if (kind is "text" or "text_image")
        {
            string text = CheckText(input.RequiredText("inputText"), (_isNested ? 500 : 77) * TokenCounter.CharactersPerToken, "inputText");
            vector = HashedVector.OfText(text, dimension, unit: true);
            tokens = TokenCounter.Count(text);
        }

        if (kind is "image" or "text_image")
        {
            JsonElement source = input.Required("mediaSource", JsonValueKind.Object);
            float[] image = HashedVector.OfBytes(Base64(source.RequiredText("base64String"), "mediaSource/base64String"), dimension, unit: true);
            vector = vector is null ? image : HashedVector.Mean(vector, image, unit: true);
        }

        json.WriteStartObject();
        json.WriteStartArray("data");
        json.WriteStartObject();
        json.WritePropertyName("embedding");
        WriteVector(json, vector!);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        return tokens;
    }
}

using System.Text.Json;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Families;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Embeddings;

/// <summary>Titan multimodal embeddings: text, an image, or both as one vector.</summary>
internal sealed class TitanEmbeddingImage : EmbeddingModel
{
    public override string Name => "titan-embed-image";

    public override int Answer(JsonElement body, CatalogueModel model, Utf8JsonWriter json, OperationCall call)
    {
        body.Only("inputText", "inputImage", "embeddingConfig");
        string? text = body.OptionalText("inputText");
        string? image = body.OptionalText("inputImage");
        if (text is null && image is null)
        {
            throw ServiceFault.Validation("#: required key [inputText] or [inputImage] not found");
        }

        int dimension = body.Optional("embeddingConfig", JsonValueKind.Object) is JsonElement config
            ? Dimension(config, "outputEmbeddingLength", 1024, 256, 384, 1024)
            : 1024;
        float[]? ofText = text is null ? null : HashedVector.OfText(CheckText(text, 2048, "inputText"), dimension, unit: true);
        float[]? ofImage = image is null ? null : HashedVector.OfBytes(Base64(image, "inputImage"), dimension, unit: true);
        int tokens = text is null ? 0 : TokenCounter.Count(text);
        json.WriteStartObject();
        json.WritePropertyName("embedding");
        WriteVector(json, ofText is not null && ofImage is not null ? HashedVector.Mean(ofText, ofImage, unit: true) : (ofText ?? ofImage)!);
        json.WriteNumber("inputTextTokenCount", tokens);
        json.WriteNull("message");
        json.WriteEndObject();
        return tokens;
    }
}

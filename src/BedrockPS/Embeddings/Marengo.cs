using System.Text.Json;

namespace BedrockPS.Embeddings;

/// <summary>What both forms of Marengo's body share.</summary>
internal static class Marengo
{
    public static void WriteSource(Utf8JsonWriter writer, EmbeddingImage image)
    {
        writer.WriteStartObject("mediaSource");
        writer.WriteBase64String("base64String", image.Bytes);
        writer.WriteEndObject();
    }
}

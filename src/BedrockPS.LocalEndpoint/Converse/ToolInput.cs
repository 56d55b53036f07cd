using System.Text.Json;

namespace BedrockPS.Local.Converse;

/// <summary>Writes a tool's input, which a token limit may have cut in the middle.</summary>
internal static class ToolInput
{
    public static void Write(Utf8JsonWriter json, string input)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(input);
            document.RootElement.WriteTo(json);
        }
        catch (JsonException)
        {
            json.WriteStartObject();
            json.WriteEndObject();
        }
    }
}

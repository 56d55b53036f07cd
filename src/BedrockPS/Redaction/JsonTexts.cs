using System;
using System.Text;
using System.Text.Json;
using BedrockPS.Protocol;

namespace BedrockPS.Redaction;

/// <summary>Goes through the strings of a JSON text, reading or replacing them.</summary>
internal static class JsonTexts
{
    /// <summary>Told of a string and the member it is the value of (null within a list); what it gives takes the string's place.</summary>
    public delegate string Replace(string? member, string text);

    /// <summary>The JSON with its strings replaced; names of members stay.</summary>
    public static string Rewrite(string json, Replace replace)
    {
        using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = JsonText.ReaderOptions.MaxDepth });
        return Encoding.UTF8.GetString(JsonText.ToUtf8(writer => Write(writer, null, document.RootElement, replace)));
    }

    private static void Write(Utf8JsonWriter writer, string? member, JsonElement element, Replace replace)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Name, property.Value, replace);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Write(writer, null, item, replace);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(replace(member, element.GetString()!));
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}

using System.Text.Json;
using BedrockPS.Local.Http;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Simulation;

/// <summary>Spoils the JSON of an answer, where a fault says so.</summary>
internal static class SpoiledAnswer
{
    public static string Of(string json, Conversation conversation) => conversation.Spoil switch
    {
        Spoil.BadJson => "Sure, here it is: " + json.Substring(0, json.Length - 1),
        Spoil.Misfit => Misfit(json),
        _ => json,
    };

    /// <summary>An object's first value, or else the whole, replaced by one of another kind.</summary>
    private static string Misfit(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement root = document.RootElement;
        ByteBuffer buffer = new(256);
        using Utf8JsonWriter writer = new(buffer, JsonText.WriterOptions);
        bool isFirst = true;
        if (root.ValueKind == JsonValueKind.Object)
        {
            writer.WriteStartObject();
            foreach (JsonProperty property in root.EnumerateObject())
            {
                writer.WritePropertyName(property.Name);
                if (isFirst)
                {
                    WriteOther(writer, property.Value);
                    isFirst = false;
                }
                else
                {
                    property.Value.WriteTo(writer);
                }
            }

            writer.WriteEndObject();
        }
        else
        {
            WriteOther(writer, root);
        }

        writer.Flush();
        return buffer.ToString();
    }

    private static void WriteOther(Utf8JsonWriter writer, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.String)
        {
            writer.WriteStartArray();
            writer.WriteEndArray();
        }
        else
        {
            writer.WriteStringValue("does not fit");
        }
    }
}

using System;
using System.IO;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BedrockPS.Inference;

/// <summary>JSON as bytes: how this module writes it, and whether a text is any.</summary>
internal static class JsonText
{
    /// <summary>Everything but what JSON itself must escape stays readable; nothing here is ever put into a web page.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] ToUtf8(Action<Utf8JsonWriter> write)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, WriterOptions))
        {
            write(writer);
        }

        return stream.ToArray();
    }

    public static bool IsJson(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

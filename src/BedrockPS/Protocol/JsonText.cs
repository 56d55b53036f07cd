using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace BedrockPS.Protocol;

/// <summary>Plain values as JSON text and back, where no shape says what they are.</summary>
internal static class JsonText
{
    // Non-ASCII text travels as it is: smaller, and readable where a user meets it.
    public static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 512,
        SkipValidation = true,
    };

    public static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = 512 };

    /// <summary>What reading JSON throws that is none, or is other JSON than was expected.</summary>
    public static bool IsUnreadable(Exception exception) =>
        exception is JsonException or InvalidOperationException or KeyNotFoundException or FormatException;

    public static string Of(object? value) => ValueBytes.Utf8.GetString(BytesOf(value));

    public static byte[] BytesOf(object? value) => ToUtf8(writer => JsonValueWriter.WriteDocument(writer, value));

    public static byte[] ToUtf8(Action<Utf8JsonWriter> write)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer, WriterOptions))
        {
            write(writer);
        }

        return buffer.ToArray();
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

    /// <exception cref="JsonException">Not JSON, or more than one value.</exception>
    public static object? Parse(byte[] json)
    {
        Utf8JsonReader reader = new(json, ReaderOptions);
        reader.Read();
        object? value = JsonValueReader.ReadDocument(ref reader);
        reader.Read();
        return value;
    }
}

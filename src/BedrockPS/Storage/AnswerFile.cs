using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using BedrockPS.Protocol;

namespace BedrockPS.Storage;

/// <summary>One answer as a JSON file with the key of its request: an entry of the cache or, with the request beside it, a recording.</summary>
internal static class AnswerFile
{
    private const int Version = 1;

    /// <param name="format">What the file calls itself.</param>
    /// <param name="key">Key of the request.</param>
    /// <param name="request">Written beside the answer, on many lines, for a reader's sake; null: not kept.</param>
    /// <param name="answer">The answer.</param>
    public static byte[] Write(string format, RequestKey key, StoredRequest? request, StoredAnswer answer)
    {
        using MemoryStream buffer = new();
        JsonWriterOptions options = new() { Indented = request is not null, Encoder = JsonText.WriterOptions.Encoder, MaxDepth = JsonText.WriterOptions.MaxDepth };
        using (Utf8JsonWriter writer = new(buffer, options))
        {
            writer.WriteStartObject();
            writer.WriteString("format", format);
            writer.WriteNumber("version", Version);
            writer.WriteString("key", key.ToString());
            if (request is not null)
            {
                writer.WritePropertyName("request");
                request.Write(writer);
            }

            writer.WritePropertyName("answer");
            answer.Write(writer);
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>The answer; null when the file is damaged, of another format or version, or of another request.</summary>
    public static StoredAnswer? TryRead(byte[] content, string format, RequestKey key)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(content);
            JsonElement root = document.RootElement;
            return root.GetProperty("format").GetString() == format
                && root.GetProperty("version").GetInt32() == Version
                && root.GetProperty("key").GetString() == key.ToString()
                ? StoredAnswer.Read(root.GetProperty("answer"))
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or IndexOutOfRangeException)
        {
            return null;
        }
    }
}

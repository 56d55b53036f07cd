using System;
using System.IO;
using System.Management.Automation;
using System.Text.Json;
using BedrockPS.Engine.Vectors;
using BedrockPS.Inference;
using BedrockPS.Protocol;

namespace BedrockPS.Indexes;

/// <summary>What lies beside a vector: the entry's id, the text that was embedded, and the object as JSON.</summary>
internal sealed class IndexRecord
{
    private IndexRecord(string id, string? text, object? value)
    {
        Id = id;
        Text = text;
        Object = value;
    }

    public string Id { get; }

    public string? Text { get; }

    public object? Object { get; }

    /// <summary>The object as JSON; null for one that is nothing but its text.</summary>
    /// <param name="value">The object.</param>
    /// <param name="text">What of it was embedded.</param>
    public static string? ObjectJsonOf(object? value, string? text) => value switch
    {
        PSObject { BaseObject: not PSCustomObject } wrapped => ObjectJsonOf(wrapped.BaseObject, text),
        null => null,
        string whole when whole == text => null,

        // Of a file, what names it: its other properties lead through every folder above it.
        FileSystemInfo file => ObjectJson.Write(FileFacts(file)),
        _ => ObjectJson.Write(value),
    };

    /// <summary>An id for what came without one: the same object has the same.</summary>
    public static string IdOf(string? text, string? json) => IndexKey.Of($"{text}\n{json}").ToString();

    public static byte[] Write(string id, string? text, string? json) => JsonText.ToUtf8(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("id", id);
        if (text is not null && text != json)
        {
            writer.WriteString("text", text);
        }

        if (json is not null)
        {
            writer.WritePropertyName("object");
            writer.WriteRawValue(json, skipInputValidation: true);
        }

        writer.WriteEndObject();
    });

    /// <exception cref="BedrockException">IndexDamaged: it passed its checksum, and is none of ours all the same.</exception>
    public static IndexRecord Read(byte[] bytes, string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = JsonText.ReaderOptions.MaxDepth });
            JsonElement root = document.RootElement;
            string id = root.GetProperty("id").GetString()!;
            string? text = root.TryGetProperty("text", out JsonElement kept) ? kept.GetString() : null;
            return root.TryGetProperty("object", out JsonElement json)
                ? new IndexRecord(id, text ?? json.GetRawText(), JsonObjects.Convert(json))
                : new IndexRecord(id, text, text);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or System.Collections.Generic.KeyNotFoundException)
        {
            throw new BedrockException("IndexDamaged", $"'{path}' holds an object that this module did not write: {exception.Message}", exception);
        }
    }

    private static PSObject FileFacts(FileSystemInfo file)
    {
        PSObject facts = new();
        facts.Properties.Add(new PSNoteProperty("FullName", file.FullName));
        facts.Properties.Add(new PSNoteProperty("Name", file.Name));
        if (file is FileInfo { Exists: true } content)
        {
            facts.Properties.Add(new PSNoteProperty("Length", content.Length));
            facts.Properties.Add(new PSNoteProperty("LastWriteTime", new DateTimeOffset(content.LastWriteTimeUtc)));
        }

        return facts;
    }
}

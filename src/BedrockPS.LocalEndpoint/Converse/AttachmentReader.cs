using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Converse;

/// <summary>Reads images, documents, videos, sounds and search results of one request, and numbers those that are to be cited.</summary>
internal sealed class AttachmentReader
{
    private const int MediaTokens = 1600;

    private int _documents;
    private int _searchResults;

    public static Part ReadMedia(string kind, Dictionary<string, object?> content)
    {
        byte[] bytes = Bytes(content) ?? [];
        string format = content.Text("format") ?? "";
        Part part = Part.Attachment(
            $"{format} {kind} {Whereabouts(content, bytes.Length)}", kind == "image" ? MediaTokens : MediaTokens + (bytes.Length / 1024));
        if (kind == "image" && bytes.Length > 0)
        {
            part.ImageUri = () => $"data:image/{format};base64,{Convert.ToBase64String(bytes)}";
        }

        return part;
    }

    public Part ReadDocument(Dictionary<string, object?> document)
    {
        string name = document.Text("name") ?? "";
        string format = document.Text("format") ?? "text";
        byte[]? bytes = Bytes(document);
        List<string> chunks = [.. document.Map("source")?.Maps("content").Select(static chunk => chunk.Text("text") ?? "") ?? []];
        string? text = document.Map("source")?.Text("text")
            ?? (chunks.Count > 0 ? string.Join("\n", chunks) : null)
            ?? (bytes is not null && format is "txt" or "md" or "csv" or "html" ? Encoding.UTF8.GetString(bytes!) : null);
        string start = text is null ? "" : $", which begins \"{SimulatedText.Quote(text)}\"";
        Part part = Part.Attachment(
            $"{format} document '{name}' {Whereabouts(document, bytes?.Length ?? text?.Length ?? 0)}{start}",
            text is not null ? TokenCounter.Count(text) : 250 + ((bytes?.Length ?? 0) / 64));
        int index = _documents++;
        if (document.Map("citations")?.Flag("enabled") == true)
        {
            string kind = chunks.Count > 0 ? "documentChunk" : format == "pdf" ? "documentPage" : "documentChar";
            part.Sources = [new CitableSource(kind, index, name, text ?? $"{name}, page 1.")];
        }

        return part;
    }

    public Part ReadSearchResult(Dictionary<string, object?> result)
    {
        string title = result.Text("title") ?? "";
        string text = string.Join("\n", result.Maps("content").Select(static part => part.Text("text")));
        Part part = Part.Attachment($"search result '{title}', which begins \"{SimulatedText.Quote(text)}\"", TokenCounter.Count(text));
        int index = _searchResults++;
        if (result.Map("citations")?.Flag("enabled") == true)
        {
            part.Sources = [new CitableSource("searchResultLocation", index, title, text) { Source = result.Text("source") }];
        }

        return part;
    }

    private static string Whereabouts(Dictionary<string, object?> content, int length) =>
        content.Map("source")?.Map("s3Location")?.Text("uri") is string uri
            ? "at " + uri
            : string.Format(CultureInfo.InvariantCulture, "of {0:N0} bytes", length);

    /// <summary>A blob's bytes; in Nova's own format they come as base64 text.</summary>
    private static byte[]? Bytes(Dictionary<string, object?> content)
    {
        object? bytes = content.Map("source")?.Get("bytes");
        try
        {
            return bytes as byte[] ?? (bytes is string text ? Convert.FromBase64String(text) : null);
        }
        catch (FormatException)
        {
            throw ServiceFault.Validation("source.bytes is not base64.");
        }
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Api;
using BedrockPS.Models;

namespace BedrockPS.Knowledge;

/// <summary>Makes passages of what operations answer: results of a search, and references an answer cites.</summary>
internal static class PassageReader
{
    private const string Prefix = "x-amz-bedrock-kb-";

    // What documents call their title themselves; there is no rule.
    private static readonly string[] s_titles = ["title", "Title", "_document_title", "document_title"];

    /// <summary>A result of a search, or a reference of a knowledge base's or an agent's answer.</summary>
    /// <param name="values">The service's structure.</param>
    /// <param name="knowledgeBaseId">Where it was found; null where that is not known.</param>
    public static Passage Read(IReadOnlyDictionary<string, object?> values, string? knowledgeBaseId)
    {
        IReadOnlyDictionary<string, object?> content = values.Map("content");
        Passage passage = new(values)
        {
            Text = content.Text("text"),
            Score = Number(values, "score"),
            DocumentId = Some(values.Text("documentId")),
            KnowledgeBaseId = knowledgeBaseId,
            Kind = Some(content.Text("type")) ?? "TEXT",
        };
        ReadContent(passage, content);
        ReadLocation(passage, values.Map("location"));
        ReadMetadata(passage, values.Map("metadata"));
        return passage;
    }

    /// <summary>A result of an agentic search, which has shapes of its own.</summary>
    public static Passage ReadAgentic(IReadOnlyDictionary<string, object?> values)
    {
        IReadOnlyDictionary<string, object?> content = values.Map("content");
        string type = content.Text("mimeType");
        Passage passage = new(values)
        {
            Text = content.Text("text"),
            MimeType = Some(type),
            KnowledgeBaseId = Some(values.Map("sourceRetriever").Text("identifier")),
            Kind = Some(type.Split('/')[0].ToUpperInvariant()) switch
            {
                "IMAGE" or "AUDIO" or "VIDEO" => type.Split('/')[0].ToUpperInvariant(),
                _ => "TEXT",
            },
        };
        passage.Bytes = content.TryGetValue("byteContent", out object? bytes) ? bytes as byte[] : null;
        ReadMetadata(passage, values.Map("metadata"));
        return passage;
    }

    private static void ReadContent(Passage passage, IReadOnlyDictionary<string, object?> content)
    {
        // Sent as a string where others would send a blob: base64, with or without what it is before it.
        if (Some(content.Text("byteContent")) is string coded)
        {
            int comma = coded.StartsWith("data:", StringComparison.Ordinal) ? coded.IndexOf(',') : -1;
            passage.MimeType = comma < 0 ? null : Some(coded.Substring(5, comma - 5).Split(';')[0]);
            passage.Bytes = Decode(coded.Substring(comma + 1));
        }

        if (content.ContainsKey("row"))
        {
            passage.Row = new PSObject();
            foreach (IReadOnlyDictionary<string, object?> column in content.Maps("row"))
            {
                if (Some(column.Text("columnName")) is string name && passage.Row.Properties[name] is null)
                {
                    passage.Row.Properties.Add(new PSNoteProperty(name, Cell(column)));
                }
            }

            if (passage.Text.Length == 0)
            {
                passage.Text = string.Join("; ", content.Maps("row").Select(static column => $"{column.Text("columnName")}: {column.Text("columnValue")}"));
            }
        }

        if (passage.Text.Length == 0)
        {
            passage.Text = Some(content.Map("audio").Text("transcription")) ?? content.Map("video").Text("summary");
        }

        passage.Source = Some(content.Map("audio").Text("s3Uri")) ?? Some(content.Map("video").Text("s3Uri"));
    }

    private static void ReadLocation(Passage passage, IReadOnlyDictionary<string, object?> location)
    {
        passage.SourceType = Some(location.Text("type"));
        foreach (KeyValuePair<string, object?> place in location)
        {
            // uri, url, id or query: each kind of place has one member.
            if (place.Value is IReadOnlyDictionary<string, object?> { Count: > 0 } at && at.First().Value is string { Length: > 0 } source)
            {
                passage.Source = source;
            }
        }
    }

    private static void ReadMetadata(Passage passage, IReadOnlyDictionary<string, object?> metadata)
    {
        passage.Metadata = ResourceObject.Value(new Dictionary<string, object?>(metadata.ToDictionary(static entry => entry.Key, static entry => entry.Value)), null)!;
        passage.Source ??= Some(metadata.Text(Prefix + "source-uri")) ?? Some(metadata.Text("_source_uri"));
        passage.DataSourceId = Some(metadata.Text(Prefix + "data-source-id"));
        passage.Page = Number(metadata, Prefix + "document-page-number") is double page ? (int)page : null;
        passage.Title = s_titles.Select(name => Some(metadata.Text(name))).FirstOrDefault(static title => title is not null) ?? Last(passage);
    }

    private static string? Last(Passage passage)
    {
        if (passage.SourceType == "SQL" || passage.Source is not string source)
        {
            return passage.DocumentId;
        }

        string path = source.TrimEnd('/');
        return Some(path.Substring(path.LastIndexOf('/') + 1));
    }

    private static object? Cell(IReadOnlyDictionary<string, object?> column)
    {
        string text = column.Text("columnValue");
        return column.Text("type") switch
        {
            "NULL" => null,
            "BOOLEAN" when bool.TryParse(text, out bool flag) => flag,
            "LONG" when long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long whole) => whole,
            "DOUBLE" when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double real) => real,
            _ => text,
        };
    }

    private static byte[]? Decode(string text)
    {
        try
        {
            return System.Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static double? Number(IReadOnlyDictionary<string, object?> map, string name) =>
        map.TryGetValue(name, out object? value) && value is IConvertible number and not (string or bool)
            ? number.ToDouble(CultureInfo.InvariantCulture)
            : null;

    private static string? Some(string text) => text.Length == 0 ? null : text;
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using BedrockPS.Local.Agents;

namespace BedrockPS.Local.Knowledge;

/// <summary>Passages as operations answer with them.</summary>
internal static class PassageWriter
{
    /// <summary>A reference of an answer; with a score it is a result of a search.</summary>
    public static Dictionary<string, object?> Reference(StoredPassage passage) => new()
    {
        ["content"] = Content(passage),
        ["location"] = passage.IsCustom
            ? new Dictionary<string, object?>
            {
                ["type"] = "CUSTOM",
                ["customDocumentLocation"] = new Dictionary<string, object?> { ["id"] = passage.Uri },
            }
            : new Dictionary<string, object?>
            {
                ["type"] = "S3",
                ["s3Location"] = new Dictionary<string, object?> { ["uri"] = passage.Uri },
            },
        ["metadata"] = passage.Metadata,
    };

    /// <summary>A result of a search.</summary>
    public static Dictionary<string, object?> Result(StoredPassage passage, double score)
    {
        Dictionary<string, object?> result = Reference(passage);
        result["score"] = score;
        if (passage.DocumentId is not null)
        {
            result["documentId"] = passage.DocumentId;
        }

        return result;
    }

    /// <summary>A result of an agentic search.</summary>
    public static Dictionary<string, object?> AgenticResult(StoredPassage passage, string knowledgeBaseId) => new()
    {
        ["content"] = passage.Image is null
            ? new Dictionary<string, object?> { ["mimeType"] = "text/plain", ["text"] = passage.Text }
            : new Dictionary<string, object?> { ["mimeType"] = passage.MimeType, ["byteContent"] = passage.Image },
        ["metadata"] = passage.Metadata,
        ["sourceRetriever"] = new Dictionary<string, object?> { ["identifier"] = knowledgeBaseId },
    };

    /// <summary>The one row a knowledge base over structured data answers a search with.</summary>
    public static Dictionary<string, object?> Row(string question, string sql) => new()
    {
        ["content"] = new Dictionary<string, object?>
        {
            ["type"] = "ROW",
            ["row"] = new List<object?>
            {
                Column("question", "STRING", question),
                Column("words", "LONG", question.Split([' '], StringSplitOptions.RemoveEmptyEntries).Length.ToString(CultureInfo.InvariantCulture)),
                Column("note", "NULL", null),
            },
        },
        ["location"] = new Dictionary<string, object?>
        {
            ["type"] = "SQL",
            ["sqlLocation"] = new Dictionary<string, object?> { ["query"] = sql },
        },
    };

    private static Dictionary<string, object?> Content(StoredPassage passage) => passage.Image is null
        ? new() { ["text"] = passage.Text, ["type"] = "TEXT" }
        : new() { ["byteContent"] = $"data:{passage.MimeType};base64,{Convert.ToBase64String(passage.Image)}", ["type"] = "IMAGE" };

    private static Dictionary<string, object?> Column(string name, string type, string? value)
    {
        Dictionary<string, object?> column = new() { ["columnName"] = name, ["type"] = type };
        if (value is not null)
        {
            column["columnValue"] = value;
        }

        return column;
    }
}

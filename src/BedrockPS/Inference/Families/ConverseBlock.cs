using System;
using System.Text;
using System.Text.Json;

namespace BedrockPS.Inference.Families;

/// <summary>Reads the JSON that content blocks other than text hold.</summary>
internal static class ConverseBlock
{
    /// <exception cref="BedrockException">ParameterInvalid: the block's JSON cannot be read.</exception>
    public static JsonElement Parse(ContentBlock block)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(block.Json!);
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw new BedrockException("ParameterInvalid", $"A {block.Kind} content block holds no JSON: {exception.Message}", exception);
        }
    }

    /// <summary>The text of a document in a text format; null when it lies elsewhere.</summary>
    public static string? DocumentText(JsonElement document)
    {
        JsonElement source = document.At("source"u8);
        if (source.Text("text"u8) is string text)
        {
            return text;
        }

        if (source.At("bytes"u8) is { ValueKind: JsonValueKind.String } bytes && bytes.TryGetBytesFromBase64(out byte[]? content))
        {
            return Encoding.UTF8.GetString(content!);
        }

        return null;
    }

    /// <summary>What a tool gave back, as one text.</summary>
    public static string ToolResultText(JsonElement result)
    {
        StringBuilder text = new();
        foreach (JsonElement item in result.Items("content"u8))
        {
            if (text.Length > 0)
            {
                text.Append('\n');
            }

            text.Append(item.Text("text"u8) ?? (item.At("json"u8) is { ValueKind: not JsonValueKind.Undefined } json ? json.GetRawText() : ""));
        }

        return text.ToString();
    }
}

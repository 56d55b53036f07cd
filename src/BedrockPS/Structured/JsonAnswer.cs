using System;
using System.Text.Json;

namespace BedrockPS.Structured;

/// <summary>Finds the JSON in a model's answer: the input of the tool it was to call, the whole text, or what a fence or prose surrounds.</summary>
internal static class JsonAnswer
{
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 512 };

    /// <param name="response">The answer.</param>
    /// <param name="tool">Name of the tool whose call carries it; null where none was offered.</param>
    /// <returns>Null where there is no JSON.</returns>
    public static JsonElement? Find(ModelResponse response, string? tool) =>
        (tool is null ? null : FromTool(response, tool)) ?? FromText(response.Text);

    private static JsonElement? FromTool(ModelResponse response, string tool)
    {
        foreach (ContentBlock block in response.Message?.Content ?? [])
        {
            if (block.Kind == "toolUse"
                && Parse(block.Json!) is JsonElement call
                && call.TryGetProperty("name", out JsonElement name)
                && name.ValueEquals(tool)
                && call.TryGetProperty("input", out JsonElement input)
                && input.ValueKind != JsonValueKind.String)
            {
                return input;
            }
        }

        return null;
    }

    private static JsonElement? FromText(string text)
    {
        string trimmed = text.Trim();
        if (trimmed.Length == 0)
        {
            return null;
        }

        if (Parse(trimmed) is JsonElement whole)
        {
            return whole;
        }

        int start = trimmed.IndexOfAny(['{', '[']);
        int end = start < 0 ? -1 : trimmed.LastIndexOf(trimmed[start] == '{' ? '}' : ']');
        return end > start ? Parse(trimmed.Substring(start, end - start + 1)) : null;
    }

    private static JsonElement? Parse(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, s_options);
            return document.RootElement.Clone();
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            // No JSON, or text no encoding has (half a surrogate pair).
            return null;
        }
    }
}

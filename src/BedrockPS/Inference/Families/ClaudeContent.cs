using System;
using System.Collections.Generic;
using System.Text.Json;

namespace BedrockPS.Inference.Families;

/// <summary>Turns Converse's content blocks into those of Anthropic's messages format.</summary>
internal sealed class ClaudeContent
{
    private readonly Func<ContentBlock, BedrockException> _refuse;

    public ClaudeContent(Func<ContentBlock, BedrockException> refuse) => _refuse = refuse;

    public List<object?> Write(IReadOnlyList<ContentBlock> content)
    {
        List<object?> blocks = [];
        foreach (ContentBlock block in content)
        {
            if (block.Kind == "cachePoint")
            {
                if (blocks.Count == 0)
                {
                    continue;
                }

                // Where Converse puts a mark after the content, Anthropic marks the last block of it.
                ((Dictionary<string, object?>)blocks[blocks.Count - 1]!)["cache_control"] = CacheControl(ConverseBlock.Parse(block));
            }
            else if (block.Said is not "")
            {
                blocks.Add(Write(block));
            }
        }

        return blocks;
    }

    private Dictionary<string, object?> Write(ContentBlock block)
    {
        if (block.Said is string text)
        {
            return new() { ["type"] = "text", ["text"] = text };
        }

        JsonElement json = ConverseBlock.Parse(block);
        return block.Kind switch
        {
            "image" => Media("image", "image/" + json.Text("format"u8), Bytes(block, json)),
            "document" => WithCitations(Document(block, json), json),
            "searchResult" => WithCitations(SearchResult(json), json),
            "toolUse" => new()
            {
                ["type"] = "tool_use",
                ["id"] = json.Text("toolUseId"u8),
                ["name"] = json.Text("name"u8),
                ["input"] = json.At("input"u8) is { ValueKind: not JsonValueKind.Undefined } input ? input : new BodyMembers().Values,
            },
            "toolResult" => ToolResult(json),
            "reasoningContent" => Thinking(block, json),
            _ => throw _refuse(block),
        };
    }

    private Dictionary<string, object?> Document(ContentBlock block, JsonElement json)
    {
        Dictionary<string, object?> document = json.Text("format"u8) switch
        {
            "pdf" => Media("document", "application/pdf", Bytes(block, json)),
            "txt" or "md" or "csv" or "html" => new()
            {
                ["type"] = "document",
                ["source"] = new Dictionary<string, object?>
                {
                    ["type"] = "text",
                    ["media_type"] = "text/plain",
                    ["data"] = ConverseBlock.DocumentText(json) ?? throw _refuse(block),
                },
            },
            _ => throw _refuse(block),
        };
        document["title"] = json.Text("name"u8);
        return document;
    }

    private static Dictionary<string, object?> SearchResult(JsonElement json)
    {
        List<object?> content = [];
        foreach (JsonElement item in json.Items("content"u8))
        {
            content.Add(new Dictionary<string, object?> { ["type"] = "text", ["text"] = item.Text("text"u8) });
        }

        return new()
        {
            ["type"] = "search_result",
            ["source"] = json.Text("source"u8),
            ["title"] = json.Text("title"u8),
            ["content"] = content,
        };
    }

    private static Dictionary<string, object?> WithCitations(Dictionary<string, object?> block, JsonElement json)
    {
        if (json.At("citations"u8) is { ValueKind: JsonValueKind.Object } citations)
        {
            block["citations"] = citations;
        }

        return block;
    }

    private Dictionary<string, object?> ToolResult(JsonElement json)
    {
        List<ContentBlock> content = [];
        foreach (JsonElement item in json.Items("content"u8))
        {
            foreach (JsonProperty member in item.EnumerateObject())
            {
                content.Add(member.Value.ValueKind == JsonValueKind.String
                    ? ContentBlock.FromText(member.Value.GetString()!)
                    : member.NameEquals("json"u8)
                        ? ContentBlock.FromText(member.Value.GetRawText())
                        : ContentBlock.FromJson(member.Name, member.Value.GetRawText()));
            }
        }

        Dictionary<string, object?> result = new()
        {
            ["type"] = "tool_result",
            ["tool_use_id"] = json.Text("toolUseId"u8),
            ["content"] = Write(content),
        };
        if (json.Text("status"u8) == "error")
        {
            result["is_error"] = true;
        }

        return result;
    }

    private Dictionary<string, object?> Thinking(ContentBlock block, JsonElement json)
    {
        if (json.Text("redactedContent"u8) is string redacted)
        {
            return new() { ["type"] = "redacted_thinking", ["data"] = redacted };
        }

        JsonElement reasoning = json.At("reasoningText"u8);
        return new()
        {
            ["type"] = "thinking",
            ["thinking"] = reasoning.Text("text"u8) ?? throw _refuse(block),
            ["signature"] = reasoning.Text("signature"u8) ?? "",
        };
    }

    private string Bytes(ContentBlock block, JsonElement json) =>
        json.At("source"u8).Text("bytes"u8) ?? throw _refuse(block);

    private static Dictionary<string, object?> Media(string type, string mediaType, string base64) => new()
    {
        ["type"] = type,
        ["source"] = new Dictionary<string, object?>
        {
            ["type"] = "base64",
            ["media_type"] = mediaType,
            ["data"] = base64,
        },
    };

    /// <summary>Anthropic's mark for a cache point of Converse.</summary>
    public static Dictionary<string, object?> CacheControl(JsonElement point)
    {
        Dictionary<string, object?> control = new() { ["type"] = "ephemeral" };
        if (point.Text("ttl"u8) is string ttl)
        {
            control["ttl"] = ttl;
        }

        return control;
    }
}

using System;
using System.Collections.Generic;
using System.Text.Json;

namespace BedrockPS.Inference.Families;

/// <summary>Turns messages into those of chat completions: tool results become messages of their own.</summary>
internal sealed class ChatMessages
{
    private readonly bool _takesImages;
    private readonly Func<ContentBlock, BedrockException> _refuse;

    public ChatMessages(bool takesImages, Func<ContentBlock, BedrockException> refuse)
    {
        _takesImages = takesImages;
        _refuse = refuse;
    }

    public void Write(Message message, List<object?> messages)
    {
        List<string> texts = [];
        List<object?> images = [];
        List<object?> calls = [];
        int results = messages.Count;
        foreach (ContentBlock block in message.Content)
        {
            switch (block.Kind)
            {
                case "text" or "citationsContent":
                    texts.Add(block.Said!);
                    break;
                case "image" when _takesImages:
                    images.Add(Image(block));
                    break;
                case "toolUse":
                    calls.Add(Call(ConverseBlock.Parse(block)));
                    break;
                case "toolResult":
                    messages.Add(Result(ConverseBlock.Parse(block)));
                    break;
                case "reasoningContent":
                    break;
                default:
                    throw _refuse(block);
            }
        }

        if (texts.Count + images.Count + calls.Count == 0 && messages.Count > results)
        {
            return;
        }

        Dictionary<string, object?> written = new() { ["role"] = message.Role };
        if (images.Count == 0)
        {
            written["content"] = string.Join(message.Role == "assistant" ? "" : "\n\n", texts);
        }
        else
        {
            written["content"] = Parts(texts, images);
        }

        if (calls.Count > 0)
        {
            written["tool_calls"] = calls;
        }

        messages.Add(written);
    }

    private static List<object?> Parts(List<string> texts, List<object?> images)
    {
        List<object?> parts = [];
        foreach (string text in texts)
        {
            parts.Add(new Dictionary<string, object?> { ["type"] = "text", ["text"] = text });
        }

        parts.AddRange(images);
        return parts;
    }

    private Dictionary<string, object?> Image(ContentBlock block)
    {
        JsonElement json = ConverseBlock.Parse(block);
        string bytes = json.At("source"u8).Text("bytes"u8) ?? throw _refuse(block);
        return new()
        {
            ["type"] = "image_url",
            ["image_url"] = new Dictionary<string, object?>
            {
                ["url"] = $"data:image/{json.Text("format"u8)};base64,{bytes}",
            },
        };
    }

    private static Dictionary<string, object?> Call(JsonElement call) => new()
    {
        ["id"] = call.Text("toolUseId"u8),
        ["type"] = "function",
        ["function"] = new Dictionary<string, object?>
        {
            ["name"] = call.Text("name"u8),
            ["arguments"] = call.At("input"u8) is { ValueKind: not JsonValueKind.Undefined } input ? input.GetRawText() : "{}",
        },
    };

    private static Dictionary<string, object?> Result(JsonElement result) => new()
    {
        ["role"] = "tool",
        ["tool_call_id"] = result.Text("toolUseId"u8),
        ["content"] = ConverseBlock.ToolResultText(result),
    };
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using BedrockPS.Tools;

namespace BedrockPS.Inference.Families;

/// <summary>Amazon Nova's understanding models: Converse's words in a body of their own.</summary>
internal sealed class NovaFamily : NativeFamily
{
    /// <summary>Nova models that make or measure media, or are spoken with.</summary>
    private static readonly string[] s_others = ["canvas", "reel", "sonic", "embed", "act"];

    public override string Name => "Nova";

    protected override bool CachesPrompts => true;

    public override bool Matches(string modelId) =>
        modelId.StartsWith("amazon.nova-", StringComparison.Ordinal)
        && Array.TrueForAll(s_others, other => modelId.IndexOf(other, StringComparison.Ordinal) < 0);

    protected override void Compose(BodyMembers body, InferenceRequest request, bool streaming)
    {
        List<object?> messages = [];
        foreach (Message message in PromptCacheSettings.Place(request.Messages, request.PromptCache))
        {
            messages.Add(new Dictionary<string, object?> { ["role"] = message.Role, ["content"] = Content(message) });
        }

        body.Set("schemaVersion", "messages-v1");
        if (!string.IsNullOrEmpty(request.System))
        {
            List<object?> system = [new Dictionary<string, object?> { ["text"] = request.System }];
            if (request.PromptCache is { System: true } cache)
            {
                system.Add(new Dictionary<string, object?> { ["cachePoint"] = ConverseBlock.Parse(cache.Point()) });
            }

            body.Set("system", system);
        }

        body.Set("messages", messages)
            .Set("inferenceConfig", new BodyMembers()
                .Set("maxTokens", request.MaxTokens)
                .Set("temperature", request.Temperature)
                .Set("topP", request.TopP)
                .Set("stopSequences", request.StopSequences)
                .Values);
    }

    protected override void ComposeTools(BodyMembers body, ToolSet tools) => body.Set("toolConfig", new BodyMembers()
        .Set("tools", tools.Specifications.Select(static tool => (object?)new Dictionary<string, object?>
        {
            ["toolSpec"] = new BodyMembers()
                .Set("name", tool.Name)
                .Set("description", tool.Description)
                .Set("inputSchema", new Dictionary<string, object?> { ["json"] = ToolSchema.Of(tool) })
                .Values,
        }).ToList())
        .Set("toolChoice", tools.Choice switch
        {
            null => null,
            "auto" or "any" => new Dictionary<string, object?> { [tools.Choice] = new Dictionary<string, object?>() },
            _ => new Dictionary<string, object?> { ["tool"] = new Dictionary<string, object?> { ["name"] = tools.Choice } },
        })
        .Values);

    protected override void Read(JsonElement json, NativeAnswer answer)
    {
        JsonElement message = json.At("output"u8).At("message"u8);
        if (message.ValueKind == JsonValueKind.Object)
        {
            foreach (ContentBlock block in ConverseResponseReader.ReadMessage(message).Content)
            {
                answer.AddBlock(block);
            }
        }

        answer.Stop(json.Text("stopReason"u8));
        ReadUsage(json.At("usage"u8), answer);
    }

    protected override void ReadPiece(JsonElement json, NativeAnswer answer)
    {
        if (json.At("contentBlockDelta"u8) is { ValueKind: JsonValueKind.Object } delta)
        {
            ReadDelta(delta.At("delta"u8), (int)delta.Count("contentBlockIndex"u8), answer);
        }
        else if (json.At("contentBlockStart"u8) is { ValueKind: JsonValueKind.Object } start)
        {
            JsonElement tool = start.At("start"u8).At("toolUse"u8);
            if (tool.ValueKind == JsonValueKind.Object)
            {
                answer.StartTool((int)start.Count("contentBlockIndex"u8), tool.Text("toolUseId"u8) ?? "", tool.Text("name"u8) ?? "");
            }
        }
        else if (json.At("messageStop"u8) is { ValueKind: JsonValueKind.Object } stop)
        {
            answer.SetStopReason(stop.Text("stopReason"u8));
            answer.End();
        }
        else if (json.At("metadata"u8) is { ValueKind: JsonValueKind.Object } metadata)
        {
            ReadUsage(metadata.At("usage"u8), answer);
        }
    }

    private static List<object?> Content(Message message)
    {
        List<object?> content = [];
        foreach (ContentBlock block in message.Content)
        {
            content.Add(new Dictionary<string, object?> { [block.Kind] = block.Text ?? (object)ConverseBlock.Parse(block) });
        }

        return content;
    }

    private static void ReadDelta(JsonElement delta, int index, NativeAnswer answer)
    {
        if (delta.Text("text"u8) is string text)
        {
            answer.AddText(index, text);
        }
        else if (delta.At("toolUse"u8) is { ValueKind: JsonValueKind.Object } tool)
        {
            // Nova streams a call's input as one piece, at times as an object instead of its text.
            JsonElement input = tool.At("input"u8);
            answer.AddToolInput(index, input.ValueKind switch
            {
                JsonValueKind.String => input.GetString(),
                JsonValueKind.Object => input.GetRawText(),
                _ => null,
            });
        }
        else if (delta.At("reasoningContent"u8) is { ValueKind: JsonValueKind.Object } reasoning)
        {
            answer.AddReasoning(index, reasoning.Text("text"u8) ?? reasoning.At("reasoningText"u8).Text("text"u8));
            answer.AddSignature(index, reasoning.Text("signature"u8));
        }
        else if (delta.ValueKind == JsonValueKind.Object)
        {
            answer.AddOther(index, delta.GetRawText());
        }
    }

    private static void ReadUsage(JsonElement usage, NativeAnswer answer)
    {
        if (usage.ValueKind == JsonValueKind.Object)
        {
            answer.SetUsage(
                usage.Count("inputTokens"u8),
                usage.Count("outputTokens"u8),
                usage.CountOr("cacheReadInputTokens"u8, usage.Count("cacheReadInputTokenCount"u8)),
                usage.CountOr("cacheWriteInputTokens"u8, usage.Count("cacheWriteInputTokenCount"u8)));
        }
    }
}

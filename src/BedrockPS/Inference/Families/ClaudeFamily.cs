using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using BedrockPS.Tools;

namespace BedrockPS.Inference.Families;

/// <summary>Anthropic's messages format.</summary>
internal sealed class ClaudeFamily : NativeFamily
{
    /// <summary>Tokens left for thinking whose amount the model chooses itself, where the caller names no limit.</summary>
    private const int AdaptiveRoom = 16384;

    public override string Name => "Claude";

    protected override bool CachesPrompts => true;

    public override bool Matches(string modelId) => modelId.StartsWith("anthropic.claude", StringComparison.Ordinal);

    protected override void Compose(BodyMembers body, InferenceRequest request, bool streaming)
    {
        List<object?> messages = [];
        foreach (Message message in PromptCacheSettings.Place(request.Messages, request.PromptCache))
        {
            messages.Add(new Dictionary<string, object?>
            {
                ["role"] = message.Role,
                ["content"] = new ClaudeContent(NotSupported).Write(message.Content),
            });
        }

        body.Set("anthropic_version", "bedrock-2023-05-31")
            .Set("max_tokens", request.MaxTokens ?? DefaultMaxTokens + ThinkingBudget(request))
            .Set("system", System(request))
            .Set("messages", messages)
            .Set("temperature", request.Temperature)
            .Set("top_p", request.TopP)
            .Set("stop_sequences", request.StopSequences);
        if (request.OutputEffort is string effort)
        {
            body.Set("output_config", new Dictionary<string, object?> { ["effort"] = effort });
            if (ClaudeModel.Of(FoundationModelId.Of(request.ModelId) ?? "") is { Line: "opus", Major: 4, Minor: 5 })
            {
                // The first Claude with an effort has it as a beta.
                body.Set("anthropic_beta", new List<object?> { "effort-2025-11-24" });
            }
        }
    }

    protected override void ComposeTools(BodyMembers body, ToolSet tools) => body
        .Set("tools", tools.Specifications.Select(static tool => (object?)new BodyMembers()
            .Set("name", tool.Name)
            .Set("description", tool.Description)
            .Set("input_schema", ToolSchema.Of(tool))
            .Values).ToList())
        .Set("tool_choice", tools.Choice switch
        {
            null => null,
            "auto" or "any" => new Dictionary<string, object?> { ["type"] = tools.Choice },
            _ => new Dictionary<string, object?> { ["type"] = "tool", ["name"] = tools.Choice },
        });

    protected override void Read(JsonElement json, NativeAnswer answer)
    {
        int index = 0;
        foreach (JsonElement block in json.Items("content"u8))
        {
            ReadBlock(block, index++, answer);
        }

        answer.Stop(json.Text("stop_reason"u8));
        ReadUsage(json.At("usage"u8), answer);
    }

    protected override void ReadPiece(JsonElement json, NativeAnswer answer)
    {
        int index = (int)json.Count("index"u8);
        switch (json.Text("type"u8))
        {
            case "content_block_delta":
                ReadDelta(json.At("delta"u8), index, answer);
                break;
            case "content_block_start":
                ReadStart(json.At("content_block"u8), index, answer);
                break;
            case "message_start":
                ReadUsage(json.At("message"u8).At("usage"u8), answer);
                break;
            case "message_delta":
                answer.SetStopReason(json.At("delta"u8).Text("stop_reason"u8));
                ReadUsage(json.At("usage"u8), answer);
                break;
            case "message_stop":
                answer.End();
                break;
            case "error":
                throw new BedrockException("ModelStreamError", json.At("error"u8).Text("message"u8) ?? "The model ended the stream with an error.");
        }
    }

    protected override void MarkTools(BodyMembers body, PromptCacheSettings cache)
    {
        if (body.Values["tools"] is List<object?> { Count: > 0 } tools && tools[tools.Count - 1] is Dictionary<string, object?> last)
        {
            last["cache_control"] = ClaudeContent.CacheControl(ConverseBlock.Parse(cache.Point()));
        }
    }

    /// <summary>Text alone, or as a block where it bears a cache mark.</summary>
    private static object? System(InferenceRequest request) =>
        request.PromptCache is { System: true } cache && !string.IsNullOrEmpty(request.System)
            ? new ClaudeContent(static block => throw new NotSupportedException(block.Kind)).Write([ContentBlock.FromText(request.System!), cache.Point()])
            : request.System;

    /// <summary>A thinking budget counts against max_tokens, so the default leaves room for the answer beside it.</summary>
    private static int ThinkingBudget(InferenceRequest request)
    {
        object? thinking = BodyMembers.Member(request.AdditionalFields, "thinking");
        return BodyMembers.Member(thinking, "budget_tokens") switch
        {
            null when BodyMembers.Member(thinking, "type") is "adaptive" => AdaptiveRoom,
            int number => number,
            long number and < int.MaxValue - DefaultMaxTokens => (int)number,
            _ => 0,
        };
    }

    private static void ReadBlock(JsonElement block, int index, NativeAnswer answer)
    {
        switch (block.Text("type"u8))
        {
            case "text":
                answer.AddText(index, block.Text("text"u8));
                foreach (JsonElement citation in block.Items("citations"u8))
                {
                    answer.AddCitation(index, ClaudeCitation.ToConverse(citation));
                }

                break;
            case "thinking":
                answer.AddReasoning(index, block.Text("thinking"u8));
                answer.AddSignature(index, block.Text("signature"u8));
                break;
            case "redacted_thinking":
                answer.AddRedactedReasoning(index, block.Text("data"u8) ?? "");
                break;
            case "tool_use":
                answer.StartTool(index, block.Text("id"u8) ?? "", block.Text("name"u8) ?? "");
                if (block.At("input"u8) is { ValueKind: JsonValueKind.Object } input)
                {
                    answer.AddToolInput(index, input.GetRawText());
                }

                break;
        }
    }

    private static void ReadStart(JsonElement block, int index, NativeAnswer answer)
    {
        // A tool call starts with an empty input whose content follows in deltas.
        if (block.Text("type"u8) == "tool_use")
        {
            answer.StartTool(index, block.Text("id"u8) ?? "", block.Text("name"u8) ?? "");
        }
        else
        {
            ReadBlock(block, index, answer);
        }
    }

    private static void ReadDelta(JsonElement delta, int index, NativeAnswer answer)
    {
        switch (delta.Text("type"u8))
        {
            case "text_delta":
                answer.AddText(index, delta.Text("text"u8));
                break;
            case "thinking_delta":
                answer.AddReasoning(index, delta.Text("thinking"u8));
                break;
            case "signature_delta":
                answer.AddSignature(index, delta.Text("signature"u8));
                break;
            case "citations_delta":
                answer.AddCitation(index, ClaudeCitation.ToConverse(delta.At("citation"u8)));
                break;
            case "input_json_delta":
                answer.AddToolInput(index, delta.Text("partial_json"u8));
                break;
            default:
                answer.AddOther(index, delta.GetRawText());
                break;
        }
    }

    private static void ReadUsage(JsonElement usage, NativeAnswer answer)
    {
        if (usage.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        // Each event of a stream repeats some of the counts and leaves out others.
        TokenUsage known = answer.Response.Usage;
        answer.SetUsage(
            usage.CountOr("input_tokens"u8, known.InputTokens),
            usage.CountOr("output_tokens"u8, known.OutputTokens),
            usage.CountOr("cache_read_input_tokens"u8, known.CacheReadInputTokens),
            usage.CountOr("cache_creation_input_tokens"u8, known.CacheWriteInputTokens));
        ReadCacheDetails(usage.At("cache_creation"u8), known);
    }

    private static void ReadCacheDetails(JsonElement creation, TokenUsage usage)
    {
        if (creation.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        List<CacheDetail> details = [];
        Add("1h", creation.Count("ephemeral_1h_input_tokens"u8));
        Add("5m", creation.Count("ephemeral_5m_input_tokens"u8));
        usage.CacheDetails = details.ToArray();

        void Add(string ttl, long tokens)
        {
            if (tokens > 0)
            {
                details.Add(new CacheDetail(ttl, tokens));
            }
        }
    }
}

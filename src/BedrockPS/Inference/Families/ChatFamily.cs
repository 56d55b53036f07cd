using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using BedrockPS.Tools;

namespace BedrockPS.Inference.Families;

/// <summary>Families that speak chat completions, the format OpenAI began and many servers share.</summary>
internal abstract class ChatFamily : NativeFamily
{
    protected virtual string MaxTokensName => "max_tokens";

    /// <summary>Sent when the caller names no limit; null leaves it to the model.</summary>
    protected virtual int? MaxTokensDefault => null;

    /// <summary>What the family calls a choice that some tool must be used.</summary>
    protected virtual string AnyTool => "required";

    protected virtual bool TakesImages(string modelId) => false;

    protected override void Compose(BodyMembers body, InferenceRequest request, bool streaming)
    {
        bool images = TakesImages(FoundationModelId.Of(request.ModelId) ?? request.ModelId);
        List<object?> messages = [];
        if (!string.IsNullOrEmpty(request.System))
        {
            messages.Add(new Dictionary<string, object?> { ["role"] = "system", ["content"] = request.System });
        }

        ChatMessages writer = new(images, NotSupported);
        foreach (Message message in request.Messages)
        {
            writer.Write(message, messages);
        }

        body.Set("messages", messages)
            .Set(MaxTokensName, request.MaxTokens ?? MaxTokensDefault)
            .Set("temperature", request.Temperature)
            .Set("top_p", request.TopP)
            .Set("stop", request.StopSequences);
    }

    protected override void ComposeTools(BodyMembers body, ToolSet tools) => body
        .Set("tools", tools.Specifications.Select(static tool => (object?)new Dictionary<string, object?>
        {
            ["type"] = "function",
            ["function"] = new BodyMembers()
                .Set("name", tool.Name)
                .Set("description", tool.Description)
                .Set("parameters", ToolSchema.Of(tool))
                .Values,
        }).ToList())
        .Set("tool_choice", tools.Choice switch
        {
            null or "auto" => tools.Choice,
            "any" => AnyTool,
            _ => new Dictionary<string, object?> { ["type"] = "function", ["function"] = new Dictionary<string, object?> { ["name"] = tools.Choice } },
        });

    protected override void Read(JsonElement json, NativeAnswer answer) => ReadChoice(json, answer);

    protected override void ReadPiece(JsonElement json, NativeAnswer answer) => ReadChoice(json, answer);

    private static void ReadChoice(JsonElement json, NativeAnswer answer)
    {
        JsonElement choice = json.FirstOf("choices"u8);
        // A streamed piece is a delta, but for Mistral's first chat models, which stream messages.
        JsonElement message = choice.At("delta"u8) is { ValueKind: JsonValueKind.Object } delta ? delta : choice.At("message"u8);
        answer.AddReasoning(message.Text("reasoning_content"u8) ?? message.Text("reasoning"u8));
        ReadContent(message.At("content"u8), answer);
        foreach (JsonElement call in message.Items("tool_calls"u8))
        {
            ReadToolCall(call, answer);
        }

        ReadStop(choice, answer);
        ReadUsage(json.At("usage"u8), answer);
    }

    private static void ReadContent(JsonElement content, NativeAnswer answer)
    {
        if (content.ValueKind == JsonValueKind.String)
        {
            answer.AddText(content.GetString());
        }
        else if (content.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement part in content.EnumerateArray())
            {
                answer.AddText(part.Text("text"u8));
            }
        }
    }

    private static void ReadToolCall(JsonElement call, NativeAnswer answer)
    {
        JsonElement function = call.At("function"u8);
        int index = answer.LastTool;
        // A call's first piece has its id; the pieces that follow belong to the call begun last.
        if (call.Text("id"u8) is { Length: > 0 } id)
        {
            index = answer.NextIndex;
            answer.StartTool(index, id, function.Text("name"u8) ?? "");
        }

        if (index >= 0)
        {
            JsonElement arguments = function.At("arguments"u8);
            answer.AddToolInput(index, arguments.ValueKind switch
            {
                JsonValueKind.String => arguments.GetString(),
                JsonValueKind.Object => arguments.GetRawText(),
                _ => null,
            });
        }
    }

    private static void ReadStop(JsonElement choice, NativeAnswer answer)
    {
        string? finish = choice.Text("finish_reason"u8);
        string? stop = choice.Text("stop_reason"u8);
        // Beside a finish reason, the stop reason is the stop sequence that was met; alone, it is Mistral's finish reason.
        answer.Stop(finish == "stop" && stop is not null ? "stop_sequence" : finish ?? stop);
    }

    private static void ReadUsage(JsonElement usage, NativeAnswer answer)
    {
        if (usage.ValueKind == JsonValueKind.Object)
        {
            long cached = usage.At("prompt_tokens_details"u8).Count("cached_tokens"u8);
            answer.SetUsage(usage.Count("prompt_tokens"u8) - cached, usage.Count("completion_tokens"u8), cached);
        }
    }
}

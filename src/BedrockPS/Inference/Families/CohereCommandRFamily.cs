using System;
using System.Collections.Generic;
using System.Text.Json;

namespace BedrockPS.Inference.Families;

/// <summary>Cohere Command R and R+: the last message apart from the history before it.</summary>
internal sealed class CohereCommandRFamily : NativeFamily
{
    public override string Name => "Cohere Command R";

    public override bool Matches(string modelId) => modelId.StartsWith("cohere.command-r", StringComparison.Ordinal);

    protected override void Compose(BodyMembers body, InferenceRequest request, bool streaming)
    {
        int last = request.Messages.Count - 1;
        if (last < 0 || request.Messages[last].Role == "assistant")
        {
            throw Invalid("The native format of Cohere Command R needs a message of the user at the end.");
        }

        List<object?> history = [];
        for (int i = 0; i < last; i++)
        {
            Message message = request.Messages[i];
            history.Add(new Dictionary<string, object?>
            {
                ["role"] = message.Role == "assistant" ? "CHATBOT" : "USER",
                ["message"] = MessageText.Of(message, NotSupported),
            });
        }

        body.Set("message", MessageText.Of(request.Messages[last], NotSupported))
            .Set("chat_history", history)
            .Set("preamble", request.System)
            .Set("max_tokens", request.MaxTokens)
            .Set("temperature", request.Temperature)
            .Set("p", request.TopP)
            .Set("stop_sequences", request.StopSequences);
    }

    protected override void Read(JsonElement json, NativeAnswer answer)
    {
        answer.AddText(json.Text("text"u8));
        ReadToolCalls(json, answer);
        Stop(json, answer);
    }

    protected override void ReadPiece(JsonElement json, NativeAnswer answer)
    {
        switch (json.Text("event_type"u8))
        {
            case "tool-calls-generation":
                ReadToolCalls(json, answer);
                break;
            case "stream-end":
                Stop(json, answer);
                answer.End();
                break;
            default:
                answer.AddText(json.Text("text"u8));
                if (json.IsTrue("is_finished"u8))
                {
                    Stop(json, answer);
                    answer.End();
                }

                break;
        }
    }

    private static void ReadToolCalls(JsonElement json, NativeAnswer answer)
    {
        foreach (JsonElement call in json.Items("tool_calls"u8))
        {
            string name = call.Text("name"u8) ?? "";
            int index = answer.NextIndex;
            // The family numbers no calls; Converse wants an id to answer to.
            answer.StartTool(index, $"{name}_{index}", name);
            if (call.At("parameters"u8) is { ValueKind: JsonValueKind.Object } parameters)
            {
                answer.AddToolInput(index, parameters.GetRawText());
            }
        }
    }

    private static void Stop(JsonElement json, NativeAnswer answer)
    {
        string? reason = json.Text("finish_reason"u8);
        answer.Stop(reason == "COMPLETE" && answer.LastTool >= 0 ? "tool_use" : reason);
    }
}

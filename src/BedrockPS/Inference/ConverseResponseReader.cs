using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;

namespace BedrockPS.Inference;

/// <summary>Reads the JSON of a Converse answer, and the parts of it that ConverseStream's events share.</summary>
internal static class ConverseResponseReader
{
    public static ModelResponse Read(byte[] body, string model, string? requestId)
    {
        ModelResponse response = new() { Model = model, RequestId = requestId, Raw = Encoding.UTF8.GetString(body) };
        using JsonDocument document = JsonDocument.Parse(body);
        JsonElement root = document.RootElement;
        if (root.TryGetProperty("output", out JsonElement output) && output.TryGetProperty("message", out JsonElement message))
        {
            response.Message = ReadMessage(message);
            response.Text = response.Message.Text;
        }

        if (root.TryGetProperty("stopReason", out JsonElement stopReason))
        {
            response.StopReason = stopReason.GetString();
        }

        if (root.TryGetProperty("usage", out JsonElement usage))
        {
            response.Usage = ReadUsage(usage);
        }

        if (root.TryGetProperty("metrics", out JsonElement metrics))
        {
            response.Latency = ReadLatency(metrics);
        }

        return response;
    }

    public static Message ReadMessage(JsonElement message)
    {
        List<ContentBlock> blocks = [];
        if (message.TryGetProperty("content", out JsonElement content) && content.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement block in content.EnumerateArray())
            {
                foreach (JsonProperty kind in block.EnumerateObject())
                {
                    // A union on the wire: one member says the kind and holds the content.
                    blocks.Add(kind.NameEquals("text") && kind.Value.ValueKind == JsonValueKind.String
                        ? ContentBlock.FromText(kind.Value.GetString()!)
                        : ContentBlock.FromJson(kind.Name, kind.Value.GetRawText()));
                }
            }
        }

        string role = message.TryGetProperty("role", out JsonElement value) ? value.GetString() ?? "assistant" : "assistant";
        return new Message(role, blocks);
    }

    public static TokenUsage ReadUsage(JsonElement usage)
    {
        long input = Count(usage, "inputTokens");
        long output = Count(usage, "outputTokens");
        long total = Count(usage, "totalTokens");
        return new TokenUsage
        {
            InputTokens = input,
            OutputTokens = output,
            TotalTokens = total == 0 ? input + output : total,
            CacheReadInputTokens = Count(usage, "cacheReadInputTokens"),
            CacheWriteInputTokens = Count(usage, "cacheWriteInputTokens"),
        };
    }

    public static TimeSpan ReadLatency(JsonElement metrics) =>
        metrics.TryGetProperty("latencyMs", out JsonElement latency) && latency.TryGetDouble(out double milliseconds)
            ? TimeSpan.FromMilliseconds(milliseconds)
            : default;

    private static long Count(JsonElement usage, string name) =>
        usage.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : 0;
}

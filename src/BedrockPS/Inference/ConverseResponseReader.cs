using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using BedrockPS.Inference.Families;

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
            response.Take(ReadMessage(message));
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

        ReadService(root, response);
        return response;
    }

    /// <summary>How the call was served and guarded: members that a whole answer and a stream's metadata share.</summary>
    public static void ReadService(JsonElement root, ModelResponse response)
    {
        response.ServiceTier = root.At("serviceTier"u8).Text("type"u8) ?? response.ServiceTier;
        response.LatencyMode = root.At("performanceConfig"u8).Text("latency"u8) ?? response.LatencyMode;
        response.Guardrail = GuardrailTraceReader.Read(root.At("trace"u8).At("guardrail"u8), response.StopReason == NativeAnswer.GuardrailIntervened)
            ?? response.Guardrail;
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
            CacheDetails = ReadCacheDetails(usage),
        };
    }

    public static TimeSpan ReadLatency(JsonElement metrics) =>
        metrics.TryGetProperty("latencyMs", out JsonElement latency) && latency.TryGetDouble(out double milliseconds)
            ? TimeSpan.FromMilliseconds(milliseconds)
            : default;

    private static CacheDetail[] ReadCacheDetails(JsonElement usage)
    {
        List<CacheDetail>? details = null;
        foreach (JsonElement detail in usage.Items("cacheDetails"u8))
        {
            (details ??= []).Add(new CacheDetail(detail.Text("ttl"u8) ?? "", detail.Count("inputTokens"u8)));
        }

        return details?.ToArray() ?? [];
    }

    private static long Count(JsonElement usage, string name) =>
        usage.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetInt64() : 0;
}

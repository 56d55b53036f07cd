using System;
using System.Collections.Generic;
using System.Globalization;

namespace BedrockPS.Inference;

/// <summary>Token counts, latency and the way of service, which InvokeModel tells in headers for every family.</summary>
internal static class ResponseHeaders
{
    private const string Prefix = "x-amzn-bedrock-";

    public static void Apply(IReadOnlyDictionary<string, string> headers, ModelResponse response)
    {
        TokenUsage usage = response.Usage;
        usage.InputTokens = Number(headers, "input-token-count") ?? usage.InputTokens;
        usage.OutputTokens = Number(headers, "output-token-count") ?? usage.OutputTokens;
        usage.CacheReadInputTokens = Number(headers, "cache-read-input-token-count") ?? usage.CacheReadInputTokens;
        usage.CacheWriteInputTokens = Number(headers, "cache-write-input-token-count") ?? usage.CacheWriteInputTokens;
        usage.TotalTokens = Math.Max(
            usage.TotalTokens,
            usage.InputTokens + usage.OutputTokens + usage.CacheReadInputTokens + usage.CacheWriteInputTokens);
        if (Number(headers, "invocation-latency") is long milliseconds)
        {
            response.Latency = TimeSpan.FromMilliseconds(milliseconds);
        }

        response.ServiceTier = Text(headers, "service-tier") ?? response.ServiceTier;
        response.LatencyMode = Text(headers, "performanceconfig-latency") ?? response.LatencyMode;
    }

    private static string? Text(IReadOnlyDictionary<string, string> headers, string name) =>
        headers.TryGetValue(Prefix + name, out string? text) && text.Length > 0 ? text : null;

    private static long? Number(IReadOnlyDictionary<string, string> headers, string name) =>
        headers.TryGetValue(Prefix + name, out string? text)
        && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : null;
}

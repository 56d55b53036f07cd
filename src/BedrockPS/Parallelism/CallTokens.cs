using System;
using BedrockPS.Cost;
using BedrockPS.Inference;
using BedrockPS.Models;

namespace BedrockPS.Parallelism;

/// <summary>
/// How the service counts a call against a model's quota of tokens a minute. When the call starts: its input, cached or not, and the
/// whole of max tokens. When it has ended: input that was not read from the cache, and output, which newer Claude models are
/// charged five times for.
/// </summary>
internal static class CallTokens
{
    private static readonly string[] s_oldClaude = ["claude-v", "claude-instant", "claude-2", "claude-3-haiku", "claude-3-sonnet", "claude-3-opus", "claude-3-5"];

    /// <summary>What a call reserves when it starts. Tokens of thinking are part of max tokens where the request has come so far.</summary>
    /// <exception cref="BedrockException">MaxTokensNeeded: the reservation is not known.</exception>
    public static long Reserved(InferenceRequest request)
    {
        long output = OutputLimit.Of(request) ?? throw OutputLimit.Needed(
            request,
            "-TokensPerMinute needs -MaxTokens: without it each call reserves the model's own maximum, which is not known here.");
        return RequestSize.Of(request).Estimate + output;
    }

    /// <summary>What a call that has ended counts.</summary>
    public static long Used(string modelId, TokenUsage usage) =>
        usage.InputTokens + usage.CacheWriteInputTokens + (usage.OutputTokens * OutputFactor(modelId));

    private static int OutputFactor(string modelId)
    {
        string id = ModelReader.IdOf(modelId);
        return id.IndexOf("claude", StringComparison.Ordinal) >= 0
            && !Array.Exists(s_oldClaude, old => id.IndexOf(old, StringComparison.Ordinal) >= 0)
            ? 5
            : 1;
    }
}

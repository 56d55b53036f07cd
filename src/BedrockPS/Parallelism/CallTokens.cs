using System;
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
    private const int CharactersPerToken = 3;
    private const int TokensPerImage = 1600;
    private static readonly string[] s_oldClaude = ["claude-v", "claude-instant", "claude-2", "claude-3-haiku", "claude-3-sonnet", "claude-3-opus", "claude-3-5"];

    /// <exception cref="BedrockException">MaxTokensNeeded: the reservation is not known.</exception>
    public static long Reserved(InferenceRequest request)
    {
        long output = request.MaxTokens ?? throw new BedrockException(
            "MaxTokensNeeded",
            "-TokensPerMinute needs -MaxTokens: without it each call reserves the model's own maximum, which is not known here.");
        return EstimateInput(request) + output + (request.Reasoning?.Budget ?? 0);
    }

    public static long Used(string modelId, TokenUsage usage) =>
        usage.InputTokens + usage.CacheWriteInputTokens + (usage.OutputTokens * OutputFactor(modelId));

    /// <summary>Tokens of a text, roughly and rather too many.</summary>
    public static long EstimateInput(string? text) => text is null ? 0 : (text.Length / CharactersPerToken) + 1;

    private static long EstimateInput(InferenceRequest request)
    {
        long tokens = EstimateInput(request.System);
        foreach (Message message in request.Messages)
        {
            foreach (ContentBlock block in message.Content)
            {
                tokens += block.Kind == "image" ? TokensPerImage : EstimateInput(block.Text ?? block.Json);
            }
        }

        return tokens;
    }

    private static int OutputFactor(string modelId)
    {
        string id = ModelReader.IdOf(modelId);
        return id.IndexOf("claude", StringComparison.Ordinal) >= 0
            && !Array.Exists(s_oldClaude, old => id.IndexOf(old, StringComparison.Ordinal) >= 0)
            ? 5
            : 1;
    }
}

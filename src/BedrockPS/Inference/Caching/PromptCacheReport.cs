using System;
using System.Globalization;
using BedrockPS.Inference.Families;

namespace BedrockPS.Inference;

/// <summary>Says what came of the wish to cache a prompt, and why nothing did.</summary>
internal static class PromptCacheReport
{
    public static string Of(PromptCacheSettings cache, InferenceRequest request, ModelResponse response)
    {
        TokenUsage usage = response.Usage;
        if (usage.CacheReadInputTokens + usage.CacheWriteInputTokens > 0)
        {
            string later = usage.CacheReadInputTokens == 0 ? " A later call that begins alike reads them." : "";
            return string.Format(
                CultureInfo.InvariantCulture, "Prompt cache: {0:N0} tokens read, {1:N0} written.{2}", usage.CacheReadInputTokens, usage.CacheWriteInputTokens, later);
        }

        return "Prompt cache: nothing was cached. " + Reason(cache, request, usage);
    }

    private static string Reason(PromptCacheSettings cache, InferenceRequest request, TokenUsage usage)
    {
        bool hasSystem = cache.System && !string.IsNullOrEmpty(request.System);
        bool hasTools = cache.Tools && request.Tools is { Specifications.Count: > 0 };
        if (!hasSystem && !hasTools && !cache.History)
        {
            return "The request has none of what -CachePrompt names.";
        }

        string? model = FoundationModelId.Of(request.ModelId);
        int? minimum = model is null ? null : MinTokens(model);
        if (minimum is int least && usage.InputTokens < least)
        {
            return string.Format(
                CultureInfo.InvariantCulture, "The prompt has {0:N0} tokens; {1} caches from {2:N0} on.", usage.InputTokens, model, least);
        }

        if (minimum is int needed)
        {
            return string.Format(
                CultureInfo.InvariantCulture, "What lies before the cache points must have {0:N0} tokens for {1}.", needed, model);
        }

        return model is not null && !Caches(model)
            ? $"{model} is not known to cache prompts."
            : "What lies before the cache points is below the model's minimum, or the model does not cache prompts.";
    }

    private static bool Caches(string model) =>
        ClaudeModel.Of(model) is ClaudeModel claude
            ? claude.IsAtLeast(3, 5)
            : model.StartsWith("amazon.nova-", StringComparison.Ordinal);

    /// <summary>
    /// Tokens there must be before a cache point, by the documentation of Amazon Bedrock (prompt caching) and of Anthropic (prompt
    /// caching); null where they do not agree or say nothing.
    /// </summary>
    private static int? MinTokens(string model)
    {
        if (model.StartsWith("amazon.nova-", StringComparison.Ordinal))
        {
            return 1000;
        }

        return ClaudeModel.Of(model) switch
        {
            { Line: "haiku", Major: 3, Minor: 5 } => 2048,
            { Line: "haiku", Major: 4, Minor: 5 } => 4096,
            { Line: "opus", Major: 4, Minor: 5 or 6 } => 4096,
            { Line: "opus", Major: 4, Minor: 7 } => 2048,
            { Line: "sonnet", Major: 3, Minor: 7 } => 1024,
            { Line: "sonnet", Major: 4, Minor: 0 or 5 } => 1024,
            { Line: "opus", Major: 4, Minor: 0 or 1 or 8 } => 1024,
            _ => null,
        };
    }
}

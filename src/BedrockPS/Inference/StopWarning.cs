using System.Globalization;

namespace BedrockPS.Inference;

/// <summary>What to tell of an answer that ended before its end.</summary>
internal static class StopWarning
{
    /// <summary>One line, or null when the answer is whole. An intervention of a guardrail is told where guardrails are.</summary>
    public static string? For(ModelResponse response) => response.StopReason switch
    {
        "max_tokens" => string.Format(
            CultureInfo.InvariantCulture,
            "The answer of {0} was cut off after {1} tokens (max_tokens). Give a higher -MaxTokens, or ask for less.",
            response.Model,
            response.Usage.OutputTokens),
        "model_context_window_exceeded" =>
            $"The answer of {response.Model} was cut off where its context window ended (model_context_window_exceeded). Send less: shorter material, fewer turns ($chat.Rewind()), or choose a model with a larger window.",
        "content_filtered" =>
            $"The answer of {response.Model} was stopped by its content filter (content_filtered); what was to follow is missing. Word the request differently, or ask another model.",
        "malformed_model_output" or "malformed_tool_use" =>
            $"{response.Model} wrote what the service could not read ({response.StopReason}); the answer may be incomplete. Ask again, with simpler tools or another model if it persists.",
        _ => null,
    };
}

using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Converse;

/// <summary>Claude's extended thinking, and what may not go with it; the same in Converse and in its own format.</summary>
internal static class ClaudeThinking
{
    private const int LeastBudget = 1024;

    /// <param name="conversation">Messages, limits, sampling and tools are read already.</param>
    /// <param name="type">enabled, disabled or adaptive; null when not given.</param>
    /// <param name="budget">Tokens of thinking.</param>
    /// <param name="hasTopK">The request sets top_k.</param>
    /// <exception cref="ServiceFault">ValidationException.</exception>
    public static void Apply(Conversation conversation, string? type, int? budget, bool hasTopK)
    {
        CheckSampling(conversation);
        if (type is null or "disabled")
        {
            return;
        }

        if (type is not ("enabled" or "adaptive"))
        {
            throw ServiceFault.Validation($"thinking.type: '{type}' is none of enabled, disabled, adaptive");
        }

        if (!conversation.Model.Can(type == "adaptive" ? "adaptive" : "thinking"))
        {
            throw ServiceFault.Validation($"thinking: {type} thinking is not supported on this model");
        }

        if (type == "enabled")
        {
            CheckBudget(conversation, budget ?? throw ServiceFault.Validation("thinking.enabled.budget_tokens: Field required"));
        }

        CheckCompany(conversation, hasTopK);
        ReasoningHistory.Check(conversation);
        conversation.Thinks = true;
    }

    private static void CheckSampling(Conversation conversation)
    {
        // The newer ones, which are also those that answer by a schema.
        if (conversation is { Temperature: not null, TopP: not null } && conversation.Model.Can("schema"))
        {
            throw ServiceFault.Validation("`temperature` and `top_p` cannot both be specified for this model. Please use only one.");
        }
    }

    private static void CheckBudget(Conversation conversation, int budget)
    {
        if (budget < LeastBudget)
        {
            throw ServiceFault.Validation($"thinking.enabled.budget_tokens: Input should be greater than or equal to {LeastBudget}");
        }

        if (budget >= (conversation.MaxTokens ?? conversation.Model.MaxOutput))
        {
            throw ServiceFault.Validation("`max_tokens` must be greater than `thinking.budget_tokens`.");
        }
    }

    private static void CheckCompany(Conversation conversation, bool hasTopK)
    {
        if (conversation.Temperature is not (null or 1))
        {
            throw ServiceFault.Validation("`temperature` may only be set to 1 when thinking is enabled.");
        }

        if (conversation.TopP is < 0.95)
        {
            throw ServiceFault.Validation("`top_p` must be greater than or equal to 0.95 or unset when thinking is enabled.");
        }

        if (hasTopK)
        {
            throw ServiceFault.Validation("`top_k` must be unset when thinking is enabled.");
        }

        if (conversation.ToolChoice is ToolChoice.Any or ToolChoice.Named)
        {
            throw ServiceFault.Validation("Thinking may not be enabled when tool_choice forces tool use.");
        }
    }
}

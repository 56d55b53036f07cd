using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Converse;

/// <summary>Reasoning of the Nova 2 models; the same in Converse and in their own format.</summary>
internal static class NovaReasoning
{
    /// <param name="conversation">Limits and sampling are read already.</param>
    /// <param name="type">enabled or disabled; null when not given.</param>
    /// <param name="effort">low, medium or high.</param>
    /// <exception cref="ServiceFault">ValidationException.</exception>
    public static void Apply(Conversation conversation, string? type, string? effort)
    {
        if (type is null)
        {
            return;
        }

        if (!conversation.Model.Can("reasoning"))
        {
            throw ServiceFault.Validation("Malformed input request: #: extraneous key [reasoningConfig] is not permitted");
        }

        if (type is not ("enabled" or "disabled"))
        {
            throw ServiceFault.Validation($"#/reasoningConfig/type: '{type}' is neither enabled nor disabled");
        }

        if (type == "disabled")
        {
            return;
        }

        if (effort is not ("low" or "medium" or "high"))
        {
            throw ServiceFault.Validation("#/reasoningConfig/maxReasoningEffort: expected one of low, medium, high");
        }

        if (effort == "high" && (conversation.MaxTokens ?? conversation.Temperature ?? conversation.TopP) is not null)
        {
            throw ServiceFault.Validation("maxTokens, temperature and topP must be unset when maxReasoningEffort is high.");
        }

        conversation.Thinks = true;
        conversation.Effort = effort;
    }
}

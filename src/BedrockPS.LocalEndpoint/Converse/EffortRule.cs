using System;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Converse;

/// <summary>The effort of outputConfig, for the models that know it.</summary>
internal static class EffortRule
{
    private static readonly string[] s_efforts = ["low", "medium", "high", "xhigh", "max"];

    /// <param name="conversation">Whether it thinks is decided already.</param>
    /// <param name="effort">What the request says; null for nothing.</param>
    /// <exception cref="ServiceFault">ValidationException.</exception>
    public static void Apply(Conversation conversation, string? effort)
    {
        if (effort is null)
        {
            return;
        }

        if (!conversation.Model.Can("effort"))
        {
            throw ServiceFault.Validation("This model doesn't support the outputConfig.effort field. Remove outputConfig.effort and try again.");
        }

        if (Array.IndexOf(s_efforts, effort) < 0)
        {
            throw ServiceFault.Validation($"output_config.effort: '{effort}' is none of {string.Join(", ", s_efforts)}");
        }

        // Claude thinks only when it is told to; of the others effort is how they are told.
        conversation.Thinks |= conversation.Model.Family != "claude";
        if (effort is "xhigh" or "max" && !conversation.Thinks)
        {
            throw ServiceFault.Validation($"output_config.effort: '{effort}' needs thinking to be enabled. Use high or below.");
        }

        conversation.Effort = effort;
    }
}

using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Inference;

namespace BedrockPS.Cmdlets;

/// <content>How much the model thinks before it answers.</content>
public abstract partial class InferenceCmdlet
{
    /// <summary>
    /// How much the model thinks: low, medium, high, and for some models xhigh and max. A budget of tokens for Claude before 4.6
    /// (Opus 4.5 has an effort of its own).
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(EffortCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Effort { get; set; }

    /// <summary>Tokens Claude may think with, at least 1024, beside those of -MaxTokens; 0 turns thinking off.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? ThinkingBudget { get; set; }

    partial void AddReasoning(InferenceRequest settings)
    {
        ReasoningSettings reasoning = new() { Effort = Effort?.Trim().ToLowerInvariant(), Budget = ThinkingBudget };
        settings.Reasoning = reasoning.IsEmpty ? null : reasoning;
    }

    partial void PrepareReasoning(InferenceRequest request)
    {
        if (UsesNativeFormat || request.Reasoning is { IsEmpty: false })
        {
            LearnModel(request.ModelId);
        }

        ReasoningRules.Apply(request, WriteWarning, WriteVerbose);
    }
}

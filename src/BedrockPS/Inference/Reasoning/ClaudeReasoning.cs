using System;
using System.Collections.Generic;
using System.Globalization;
using BedrockPS.Inference.Families;

namespace BedrockPS.Inference;

/// <summary>
/// Claude's ways of being asked to think: a budget of tokens from 3.7 on, an effort from Opus 4.5 on, and from 4.6 on thinking whose
/// amount the model chooses by the effort; from 4.7 on there is no other.
/// </summary>
internal static class ClaudeReasoning
{
    /// <summary>The smallest budget Claude takes.</summary>
    public const int MinBudget = 1024;

    /// <summary>Claudes that know a budget and no effort think this much.</summary>
    private static readonly Dictionary<string, int> s_budgets = new(StringComparer.Ordinal)
    {
        ["low"] = MinBudget,
        ["medium"] = 4096,
        ["high"] = 16384,
    };

    public static void Apply(
        InferenceRequest request, ReasoningSettings wish, ClaudeModel claude, string id, Action<string> warn, Action<string> note)
    {
        if (!claude.IsAtLeast(3, 7))
        {
            if (wish is { Effort: null, Budget: 0 })
            {
                return;
            }

            throw ReasoningRules.Invalid($"{id} does not think before it answers; Claude 3.7 was the first to.", "Choose a newer model, or leave -Effort and -ThinkingBudget out.");
        }

        if (wish.Budget is > 0 and < MinBudget)
        {
            throw ReasoningRules.Invalid($"-ThinkingBudget {wish.Budget} is too little: Claude thinks with {MinBudget} tokens at least.", $"Give {MinBudget} or more, or 0 to turn thinking off.");
        }

        bool takesEffort = claude.IsAtLeast(4, 6) || (claude.Line == "opus" && claude.IsAtLeast(4, 5));
        int? budget = wish.Budget;
        if (wish.Effort is not null && !takesEffort)
        {
            budget = BudgetOf(wish, id, note);
        }
        else
        {
            request.OutputEffort = wish.Effort;
        }

        bool thinks = true;
        if (budget is > 0)
        {
            Enable(request, budget.Value, claude, id, note);
        }
        else if (budget == 0)
        {
            Disable(request, claude, id);
            thinks = false;
        }
        else if (claude.IsAtLeast(4, 6))
        {
            ReasoningRules.AddFields(request, "thinking", new Dictionary<string, object?> { ["type"] = "adaptive" });
        }
        else
        {
            // Opus 4.5: an effort alone says how thoroughly it answers, not that it thinks.
            thinks = false;
        }

        if (thinks)
        {
            LeaveOut(request, warn);
        }
    }

    private static int BudgetOf(ReasoningSettings wish, string id, Action<string> note)
    {
        if (wish.Budget is not null)
        {
            throw ReasoningRules.Invalid($"{id} takes either -Effort or -ThinkingBudget: its effort is a budget.", "Give one of the two.");
        }

        if (!s_budgets.TryGetValue(wish.Effort!, out int budget))
        {
            throw ReasoningRules.Invalid($"{id} has no effort '{wish.Effort}'.", "Give -Effort low, medium or high, or a number of tokens with -ThinkingBudget.");
        }

        note(string.Format(CultureInfo.InvariantCulture, "{0} takes a budget instead of an effort: {1} is {2:N0} tokens.", id, wish.Effort, budget));
        return budget;
    }

    private static void Enable(InferenceRequest request, int budget, ClaudeModel claude, string id, Action<string> note)
    {
        if (claude.IsAtLeast(4, 7))
        {
            throw ReasoningRules.Invalid($"{id} chooses itself how many tokens it thinks with.", "Use -Effort instead: low, medium, high, xhigh or max.");
        }

        ReasoningRules.AddFields(request, "thinking", new Dictionary<string, object?> { ["type"] = "enabled", ["budget_tokens"] = budget });
        if (request.MaxTokens is int answer)
        {
            // The service counts both against one limit; -MaxTokens speaks of the answer.
            request.MaxTokens = answer > int.MaxValue - budget ? int.MaxValue : answer + budget;
            note(string.Format(CultureInfo.InvariantCulture, "maxTokens is {0:N0}: {1:N0} for the answer and {2:N0} for thinking.", request.MaxTokens, answer, budget));
        }
    }

    private static void Disable(InferenceRequest request, ClaudeModel claude, string id)
    {
        if (claude.Line is "mythos" or "fable" || claude.Major == int.MaxValue)
        {
            throw ReasoningRules.Invalid($"{id} always thinks.", "Use -Effort low to have it think little.");
        }

        // Claude 4.7 and 4.8 think only when asked to, and refuse to be told not to.
        if (!claude.IsAtLeast(4, 7) || claude.IsAtLeast(5, 0))
        {
            ReasoningRules.AddFields(request, "thinking", new Dictionary<string, object?> { ["type"] = "disabled" });
        }
    }

    private static void LeaveOut(InferenceRequest request, Action<string> warn)
    {
        List<string> left = [];
        ReasoningRules.TakeOut(left, "-Temperature", request.Temperature is not null);
        ReasoningRules.TakeOut(left, "-TopP", request.TopP is not null);
        ReasoningRules.TakeOut(left, "top_k", ReasoningRules.RemoveField(request, "top_k"));
        request.Temperature = null;
        request.TopP = null;
        ReasoningRules.WarnOf(left, "Claude, while it thinks,", warn);
    }
}

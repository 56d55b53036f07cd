using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace BedrockPS.Completers;

/// <summary>Completes the words by which Get-BRModel chooses; those that come later can be typed as they are.</summary>
public sealed class ModelWordCompleter : IArgumentCompleter
{
    private static readonly Dictionary<string, string[]> s_words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Provider"] =
        [
            "AI21 Labs", "Amazon", "Anthropic", "Cohere", "DeepSeek", "Luma AI", "Meta", "Mistral AI", "OpenAI", "Qwen", "Stability AI",
            "TwelveLabs", "Writer",
        ],
        ["InputModality"] = ["TEXT", "IMAGE", "VIDEO", "SPEECH"],
        ["OutputModality"] = ["TEXT", "IMAGE", "EMBEDDING", "VIDEO", "SPEECH"],
        ["InferenceType"] = ["ON_DEMAND", "PROVISIONED", "INFERENCE_PROFILE"],
        ["CustomizationType"] = ["FINE_TUNING", "CONTINUED_PRE_TRAINING", "DISTILLATION"],
        ["Lifecycle"] = ["ACTIVE", "LEGACY"],
    };

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        s_words.TryGetValue(parameterName, out string[]? words)
            ? words.Where(word => word.StartsWith(CompletionText.Word(wordToComplete), StringComparison.OrdinalIgnoreCase))
                .Select(static word => CompletionText.Result(word))
            : [];
}

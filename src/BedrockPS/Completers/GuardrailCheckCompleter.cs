using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Language;
using BedrockPS.Inference;

namespace BedrockPS.Completers;

/// <summary>Values a check without a guardrail can be given.</summary>
public abstract class GuardrailCheckCompleter : IArgumentCompleter
{
    private readonly string _path;

    private protected GuardrailCheckCompleter(string path) => _path = path;

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string typed = CompletionText.Word(wordToComplete);
        foreach (string value in GuardrailChecks.Values(_path))
        {
            if (value.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            {
                yield return CompletionText.Result(value);
            }
        }
    }
}

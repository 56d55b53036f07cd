using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using BedrockPS.Models;

namespace BedrockPS.Completers;

/// <summary>Ids of the account's guardrails, found by id or name.</summary>
public sealed class GuardrailCompleter : IArgumentCompleter
{
    private static readonly AccountList s_guardrails = new("bedrock", "ListGuardrails", "guardrails");

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = CompletionText.Word(wordToComplete);
        return s_guardrails.Get(fakeBoundParameters)
            .Where(guardrail => CompletionText.Holds(guardrail.Text("id"), word) || CompletionText.Holds(guardrail.Text("name"), word))
            .OrderBy(static guardrail => guardrail.Text("name"), StringComparer.OrdinalIgnoreCase)
            .Select(static guardrail => CompletionText.Result(
                guardrail.Text("id"),
                guardrail.Text("name"),
                CompletionText.Describe(guardrail.Text("name"), guardrail.Text("description"), guardrail.Text("status"))))
            .ToArray();
    }
}

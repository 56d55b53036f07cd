using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using BedrockPS.Models;

namespace BedrockPS.Completers;

/// <summary>ARNs of the account's managed prompts, found by ARN or name.</summary>
public sealed class PromptCompleter : IArgumentCompleter
{
    private static readonly AccountList s_prompts = new("bedrock-agent", "ListPrompts", "promptSummaries");

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = CompletionText.Word(wordToComplete);
        return s_prompts.Get(fakeBoundParameters)
            .Where(prompt => CompletionText.Holds(prompt.Text("arn"), word) || CompletionText.Holds(prompt.Text("name"), word))
            .OrderBy(static prompt => prompt.Text("name"), StringComparer.OrdinalIgnoreCase)
            .Select(static prompt => CompletionText.Result(
                prompt.Text("arn"),
                prompt.Text("name"),
                CompletionText.Describe(prompt.Text("name"), prompt.Text("description"), null)))
            .ToArray();
    }
}

using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace BedrockPS.Completers;

/// <summary>Completes words that are known, each with a line that says what it means; other words can be typed as they are.</summary>
public abstract class WordCompleter : IArgumentCompleter
{
    private readonly (string Word, string Meaning)[] _words;

    private protected WordCompleter(params (string Word, string Meaning)[] words) => _words = words;

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string typed = CompletionText.Word(wordToComplete);
        foreach ((string word, string meaning) in _words)
        {
            if (word.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            {
                yield return CompletionText.Result(word, word, meaning);
            }
        }
    }
}

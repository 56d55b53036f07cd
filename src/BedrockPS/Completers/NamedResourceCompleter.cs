using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using BedrockPS.Models;

namespace BedrockPS.Completers;

/// <summary>Something of the account that has a name, found by that or by what identifies it.</summary>
public abstract class NamedResourceCompleter : IArgumentCompleter
{
    private readonly AccountList _resources;
    private readonly string _identity;

    /// <param name="resources">The account's list; shared, for what it keeps.</param>
    /// <param name="identity">Member that is completed, such as id.</param>
    private protected NamedResourceCompleter(AccountList resources, string identity)
    {
        _resources = resources;
        _identity = identity;
    }

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = CompletionText.Word(wordToComplete);
        return _resources.Get(fakeBoundParameters)
            .Where(resource => CompletionText.Holds(resource.Text(_identity), word) || CompletionText.Holds(resource.Text("name"), word))
            .OrderBy(static resource => resource.Text("name"), StringComparer.OrdinalIgnoreCase)
            .Select(resource => CompletionText.Result(
                resource.Text(_identity),
                resource.Text("name"),
                CompletionText.Describe(resource.Text("name"), resource.Text("description"), resource.Text("status"))))
            .ToArray();
    }
}

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
    private readonly AccountList? _resources;
    private readonly string _identity;
    private readonly string _name;
    private readonly string _status;

    /// <param name="resources">The account's list; shared, for what it keeps. Null where it depends on what was typed before.</param>
    /// <param name="identity">Member that is completed, such as id.</param>
    /// <param name="name">Member with the name.</param>
    /// <param name="status">Member with the state.</param>
    private protected NamedResourceCompleter(AccountList? resources, string identity, string name = "name", string status = "status")
    {
        _resources = resources;
        _identity = identity;
        _name = name;
        _status = status;
    }

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = CompletionText.Word(wordToComplete);
        return (ListFor(fakeBoundParameters)?.Get(fakeBoundParameters) ?? [])
            .Where(resource => CompletionText.Holds(resource.Text(_identity), word) || CompletionText.Holds(resource.Text(_name), word))
            .OrderBy(resource => resource.Text(_name), StringComparer.OrdinalIgnoreCase)
            .Select(resource => CompletionText.Result(
                resource.Text(_identity),
                resource.Text(_name),
                CompletionText.Describe(resource.Text(_name), resource.Text("description"), resource.Text(_status))))
            .ToArray();
    }

    /// <summary>The list, told what was typed so far; null where there is none yet.</summary>
    private protected virtual AccountList? ListFor(IDictionary bound) => _resources;
}

using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using BedrockPS.Cmdlets;
using BedrockPS.Models;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Completers;

/// <summary>
/// Ids of whatever a resource cmdlet's parameter names, found by id or name: the cmdlet's own type for its id, and for a parent such as
/// -AgentId the type whose objects carry that.
/// </summary>
public sealed class ResourceCompleter : IArgumentCompleter
{
    private static readonly ConcurrentDictionary<string, AccountList> s_lists = new(StringComparer.Ordinal);

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        if (CmdletClass.Find(commandName) is not ResourceCmdlet cmdlet
            || TypeOf(cmdlet, parameterName) is not ResourceType type
            || ListOf(cmdlet, type, fakeBoundParameters) is not AccountList list)
        {
            return [];
        }

        string word = CompletionText.Word(wordToComplete);
        List<CompletionResult> results = [];
        foreach (IReadOnlyDictionary<string, object?> values in list.Get(fakeBoundParameters))
        {
            ResourceContent resource = new(type, values, null);
            string id = (resource.First(type.Id) ?? resource.First(type.Arn)) as string ?? "";
            string name = resource.First(type.NameMember) as string ?? id;
            if (id.Length > 0 && (CompletionText.Holds(id, word) || CompletionText.Holds(name, word)))
            {
                results.Add(CompletionText.Result(
                    id, name, CompletionText.Describe(name, values.Text("description"), values.Text(type.States?.Member ?? "status"))));
            }
        }

        return results.OrderBy(static result => result.ListItemText, StringComparer.OrdinalIgnoreCase);
    }

    private static ResourceType? TypeOf(ResourceCmdlet cmdlet, string parameterName)
    {
        ResourceParameter? parameter = ResourceParameter.Of(cmdlet.GetType())
            .FirstOrDefault(known => known.Name.Equals(parameterName, StringComparison.OrdinalIgnoreCase));
        return parameter switch
        {
            null => null,
            { IsIdentity: true } when cmdlet.Subject.List is not null => cmdlet.Subject,
            _ => ResourceTypes.WithId(parameter.Name) ?? ResourceTypes.WithId(parameter.Path[parameter.Path.Length - 1]),
        };
    }

    /// <summary>The id of a parent that was typed by its ARN or name.</summary>
    private static string IdOf(ResourceCmdlet cmdlet, ResourceParameter? parameter, string parent, IDictionary bound)
    {
        if (parameter is not { IsParent: true } || ResourceTypes.WithId(parameter.Name) is not ResourceType type || type.IsId(parent))
        {
            return parent;
        }

        return type.IdOf(parent)
            ?? ListOf(cmdlet, type, bound)?.Get(bound)
                .Select(values => new ResourceContent(type, values, null))
                .FirstOrDefault(resource => string.Equals(resource.First(type.NameMember) as string, parent, StringComparison.OrdinalIgnoreCase))
                ?.First(type.Id) as string
            ?? parent;
    }

    /// <summary>The list, below the parents typed so far; null while one of them is missing.</summary>
    private static AccountList? ListOf(ResourceCmdlet cmdlet, ResourceType type, IDictionary bound)
    {
        if (type.List is null)
        {
            return null;
        }

        OperationDescription list = type.Operation(type.List);
        Dictionary<string, object?> parents = [];
        string key = type.Name;
        foreach (MemberDescription member in list.Input?.Members ?? [])
        {
            if (member.Location == MemberLocation.Path)
            {
                ResourceParameter? parameter = ResourceParameter.Of(cmdlet.GetType()).FirstOrDefault(known => known.Path[0] == member.Name
                    || known.Name.Equals(member.Name, StringComparison.OrdinalIgnoreCase));
                if ((parameter is null ? null : bound[parameter.Name] as string) is not string parent
                    && !type.Defaults.TryGetValue(member.Name, out parent!))
                {
                    return null;
                }

                parents[member.Name] = parent = IdOf(cmdlet, parameter, parent, bound);
                key += "/" + parent;
            }
        }

        string? results = list.Paging?.ResultKey
            ?? list.Output?.Members.FirstOrDefault(static member => member.Shape.Kind == ShapeKind.List)?.Name;
        return results is null ? null : s_lists.GetOrAdd(key, _ => new AccountList(type.Service, list.Name, results, type.Lists(parents)));
    }
}

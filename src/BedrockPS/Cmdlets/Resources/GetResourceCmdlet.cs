using System;
using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Shows resources: without an id all of them, page by page; with wildcards those whose name, id or ARN fits; with an id or a name
/// that one in full.
/// </summary>
public abstract class GetResourceCmdlet : ResourceCmdlet
{
    internal override IEnumerable<string> OperationNames
    {
        get
        {
            if (Type.List is string list)
            {
                yield return list;
            }

            if (Type.Get is string get)
            {
                yield return get;
            }
        }
    }

    protected override void Process()
    {
        if (Identities is not string[] identities)
        {
            WriteList(null);
            return;
        }

        ForEachIdentity(identities, identity =>
        {
            if (WildcardPattern.ContainsWildcardCharacters(identity))
            {
                WriteList(new WildcardPattern(identity, WildcardOptions.IgnoreCase));
            }
            else if (Type.Get is null)
            {
                if (!WriteList(new WildcardPattern(WildcardPattern.Escape(identity), WildcardOptions.IgnoreCase)))
                {
                    throw new BedrockException("ResourceNotFound", $"There is no {Type.Label} '{identity}' in {Api.Region}.");
                }
            }
            else if (WithIdentity(Type.Operation(Type.Get), identity, Read) is PSObject found)
            {
                WriteObject(found);
            }
        });
    }

    /// <summary>One in full; null where there is nothing to show.</summary>
    private protected virtual PSObject? Read(string identity) =>
        Show(Wait(Resources.GetAsync(Members(Type.Operation(Type.Get!), identity), StopToken)));

    /// <summary>Changes how an item of a list is shown; null leaves it out.</summary>
    private protected virtual PSObject? ShowItem(ResourceContent item) => Show(item);

    /// <returns>Whether one fits.</returns>
    private bool WriteList(WildcardPattern? pattern)
    {
        OperationDescription list = Type.Operation(
            Type.List ?? throw new BedrockException("ParameterInvalid", $"The service cannot list every {Type.Label}: name one."));
        Dictionary<string, object?> members = Members(list);
        bool isFound = false;
        if (list.Paging?.ResultKey is not null)
        {
            WritePages(list, Type.Lists(members), IfFitting, isFiltered: true);
            return isFound;
        }

        // The one list among the members of an answer without pages.
        foreach (MemberDescription member in list.Output!.Members)
        {
            if (member.Shape.Kind == ShapeKind.List
                && Call(list.Name, members).TryGetValue(member.Name, out object? items)
                && items is List<object?> found)
            {
                foreach (object? item in found)
                {
                    if (IfFitting(item, member.Shape.Element) is PSObject fitting)
                    {
                        WriteObject(fitting);
                    }
                }

                break;
            }
        }

        return isFound;

        PSObject? IfFitting(object? item, ShapeDescription? shape)
        {
            PSObject? fitting = Fitting(list, members, item, shape, pattern);
            isFound |= fitting is not null;
            return fitting;
        }
    }

    private PSObject? Fitting(
        OperationDescription list, Dictionary<string, object?> members, object? item, ShapeDescription? shape, WildcardPattern? pattern)
    {
        if (item is not Dictionary<string, object?> values)
        {
            return null;
        }

        ResourceContent content = new ResourceContent(Type, values, shape).In(list, members);
        bool fits = pattern is null
            || Fits(pattern, content.First(Type.NameMember))
            || Fits(pattern, content.First(Type.Id))
            || Fits(pattern, content.First(Type.ShortId))
            || Fits(pattern, content.First(Type.Arn));
        return fits ? ShowItem(content) : null;
    }

    private static bool Fits(WildcardPattern pattern, object? value) => value is string text && pattern.IsMatch(text);
}

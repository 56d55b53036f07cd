using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Api;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Turns what a parameter was given into the value of a request's member.</summary>
internal static class MemberValue
{
    /// <summary>Puts a parameter's value where it belongs in a request.</summary>
    /// <param name="members">Members of the request so far.</param>
    /// <param name="member">The outermost member the parameter leads to.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="value">What it was given.</param>
    /// <exception cref="BedrockException">ValueTooDeep, ValueUnsupported.</exception>
    public static void Set(Dictionary<string, object?> members, MemberDescription member, ResourceParameter parameter, object? value)
    {
        Dictionary<string, object?> target = members;
        for (int index = 1; index < parameter.Path.Length; index++)
        {
            if (!target.TryGetValue(member.Name, out object? inner) || inner is not Dictionary<string, object?> structure)
            {
                target[member.Name] = structure = new PartialMembers();
            }

            target = structure;
            member = member.Shape.FindMember(parameter.Path[index])
                ?? throw new InvalidOperationException($"{parameter.Name} leads to no member of the service.");
        }

        object? plain = PlainValue.From(value, "-" + parameter.Name);
        target[member.Name] = plain is Dictionary<string, object?> map && IsKeyValueList(member.Shape) ? KeyValues(map) : plain;
    }

    /// <summary>Tags are a map in one service and a list of keys and values in another; here they are a hashtable everywhere.</summary>
    private static bool IsKeyValueList(ShapeDescription shape) =>
        shape is { Kind: ShapeKind.List, Element: { Kind: ShapeKind.Structure, Members.Count: 2 } element }
        && element.FindMember("key") is not null
        && element.FindMember("value") is not null;

    private static List<object?> KeyValues(Dictionary<string, object?> map)
    {
        List<object?> list = new(map.Count);
        foreach (KeyValuePair<string, object?> entry in map)
        {
            list.Add(new Dictionary<string, object?> { ["key"] = entry.Key, ["value"] = LanguagePrimitives.ConvertTo<string>(entry.Value) });
        }

        return list;
    }
}

using System;
using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using System.Text.Json;
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
    public static void Set(Dictionary<string, object?> members, MemberDescription member, ResourceParameter parameter, object? value) =>
        Set(members, member, parameter, 1, PlainValue.From(value, "-" + parameter.Name));

    private static void Set(Dictionary<string, object?> members, MemberDescription member, ResourceParameter parameter, int depth, object? value)
    {
        if (depth == parameter.Path.Length)
        {
            members[member.Name] = ShapeFit.Rename(Leaf(value, member.Shape, parameter.Name), member.Shape);
            return;
        }

        members.TryGetValue(member.Name, out object? present);
        if (member.Shape is { Kind: ShapeKind.List, Max: 1 })
        {
            // The one item there may be, of which several parameters may give a member each.
            object? started = present is List<object?> and [object only] ? only : null;
            members[member.Name] = new List<object?> { Inner(started, member.Shape.Element!, value) };
        }
        else if (member.Shape.Kind == ShapeKind.List)
        {
            // A list of structures of which users give one member each.
            List<object?> values = value as List<object?> ?? [value];
            members[member.Name] = values.ConvertAll(item => (object?)Inner(null, member.Shape.Element!, item));
        }
        else
        {
            members[member.Name] = Inner(present, member.Shape, value);
        }

        Dictionary<string, object?> Inner(object? started, ShapeDescription shape, object? item)
        {
            Dictionary<string, object?> structure = started as Dictionary<string, object?> ?? new PartialMembers();
            MemberDescription inner = shape.FindMember(parameter.Path[depth])
                ?? throw new InvalidOperationException($"{parameter.Name} leads to no member of the service.");
            Set(structure, inner, parameter, depth + 1, item);
            return structure;
        }
    }

    /// <summary>A plain value as a member of some shape takes it: tags may be a hashtable, structures JSON.</summary>
    public static object? Leaf(object? value, ShapeDescription shape, string parameter) => value switch
    {
        Dictionary<string, object?> map when IsKeyValueList(shape) => KeyValues(map),
        string text when shape.Kind is ShapeKind.Structure or ShapeKind.Map => Parsed(text, parameter),
        _ => value,
    };

    /// <summary>Structures lie about in files as JSON.</summary>
    private static object? Parsed(string json, string parameter)
    {
        try
        {
            return JsonText.Parse(ValueBytes.Utf8.GetBytes(json));
        }
        catch (JsonException exception)
        {
            throw new BedrockException(
                "ParameterInvalid", $"-{parameter} takes a hashtable, an object or JSON; the text that was given is none: {exception.Message}", exception);
        }
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

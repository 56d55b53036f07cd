using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Management.Automation;
using BedrockPS.Protocol;

namespace BedrockPS.Api;

/// <summary>
/// Shows plain values to PowerShell: structures become objects with Pascal-case members, all of them there whether or not the
/// service sent them; lists become arrays, empty where there is none; keys of maps and documents stay as they are.
/// </summary>
internal static class ResourceObject
{
    /// <summary>
    /// Stands for a list the service did not send. Recognised when an object is sent back, so that reading and writing a resource
    /// does not add empty lists to it.
    /// </summary>
    public static readonly object[] Absent = new object[0];

    /// <param name="typeName">Name without the module's prefix: Guardrail gives BedrockPS.Guardrail.</param>
    /// <param name="values">Members as the protocol read them.</param>
    /// <param name="shape">Their shape; null: nothing is known, all members and their names are kept.</param>
    public static PSObject From(string typeName, IReadOnlyDictionary<string, object?> values, ShapeDescription? shape = null)
    {
        PSObject result = new();
        if (shape is { Kind: ShapeKind.Structure })
        {
            AddMembers(result, values, shape);
        }
        else
        {
            foreach (KeyValuePair<string, object?> entry in values)
            {
                Add(result, Pascal(entry.Key), Value(entry.Value, null));
            }
        }

        result.TypeNames.Insert(0, "BedrockPS." + typeName);
        return result;
    }

    /// <summary>One value of any kind.</summary>
    public static object? Value(object? value, ShapeDescription? shape) => value switch
    {
        Dictionary<string, object?> members when shape is { Kind: ShapeKind.Structure } => From(shape.Name, members, shape),
        Dictionary<string, object?> map => Map(map, shape is { Kind: ShapeKind.Map } ? shape.Element : null),
        List<object?> items => Items(items, shape is { Kind: ShapeKind.List } ? shape.Element : null),
        _ => value,
    };

    /// <summary>An event of an output stream: its name as Event, its content beside it.</summary>
    public static PSObject FromEvent(string name, Dictionary<string, object?> content, ShapeDescription? shape)
    {
        PSObject result = new();
        Add(result, "Event", name);
        if (shape is null)
        {
            foreach (KeyValuePair<string, object?> entry in content)
            {
                Add(result, Pascal(entry.Key), Value(entry.Value, null));
            }
        }
        else
        {
            AddMembers(result, content, shape);
        }

        result.TypeNames.Insert(0, "BedrockPS.ApiEvent");
        return result;
    }

    private static void AddMembers(PSObject result, IReadOnlyDictionary<string, object?> values, ShapeDescription shape)
    {
        foreach (MemberDescription member in shape.Members)
        {
            if (values.TryGetValue(member.Name, out object? value) && value is not null)
            {
                Add(result, Pascal(member.Name), Value(value, member.Shape));
            }
            else if (!shape.IsUnion && !member.Shape.IsEventStream)
            {
                Add(result, Pascal(member.Name), member.Shape.Kind == ShapeKind.List ? Absent : null);
            }
        }

        foreach (KeyValuePair<string, object?> entry in values)
        {
            // What a newer service sends and the description does not know.
            if (shape.FindMember(entry.Key) is null)
            {
                Add(result, Pascal(entry.Key), Value(entry.Value, null));
            }
        }
    }

    private static object[] Items(List<object?> items, ShapeDescription? element)
    {
        object[] array = new object[items.Count];
        for (int index = 0; index < array.Length; index++)
        {
            array[index] = Value(items[index], element)!;
        }

        return array;
    }

    /// <summary>An object as ConvertFrom-Json makes it; where names differ in case alone or are empty, an ordered dictionary.</summary>
    private static object Map(Dictionary<string, object?> map, ShapeDescription? element)
    {
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        bool fits = true;
        foreach (string name in map.Keys)
        {
            fits &= name.Length > 0 && names.Add(name);
        }

        if (!fits)
        {
            OrderedDictionary dictionary = new(StringComparer.Ordinal);
            foreach (KeyValuePair<string, object?> entry in map)
            {
                dictionary[entry.Key] = Value(entry.Value, element);
            }

            return dictionary;
        }

        PSObject result = new();
        foreach (KeyValuePair<string, object?> entry in map)
        {
            Add(result, entry.Key, Value(entry.Value, element));
        }

        return result;
    }

    private static void Add(PSObject target, string name, object? value)
    {
        if (name.Length > 0)
        {
            target.Properties.Add(new PSNoteProperty(name, value));
        }
    }

    /// <summary>A member's name as PowerShell writes names.</summary>
    public static string Pascal(string name) =>
        name.Length > 0 && char.IsLower(name[0]) ? char.ToUpperInvariant(name[0]) + name.Substring(1) : name;
}

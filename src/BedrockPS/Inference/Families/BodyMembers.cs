using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;

namespace BedrockPS.Inference.Families;

/// <summary>A request body being put together from plain values.</summary>
internal sealed class BodyMembers
{
    public Dictionary<string, object?> Values { get; } = [];

    /// <summary>Adds a member; what is null or empty was not asked for and is left out.</summary>
    public BodyMembers Set(string name, object? value)
    {
        if (value is not (null or "" or ICollection { Count: 0 }))
        {
            Values[name] = value;
        }

        return this;
    }

    /// <summary>Lays other values over the body: objects are merged member by member, anything else replaces what was there.</summary>
    public void Merge(IReadOnlyDictionary<string, object?>? fields)
    {
        if (fields is null)
        {
            return;
        }

        foreach (KeyValuePair<string, object?> field in fields)
        {
            Merge(Values, field.Key, field.Value);
        }
    }

    /// <summary>A member of a plain object; null when it is none or has no such member.</summary>
    public static object? Member(object? value, string name)
    {
        foreach (KeyValuePair<string, object?> member in AsMap(value) ?? [])
        {
            if (member.Key == name)
            {
                return member.Value;
            }
        }

        return null;
    }

    private static void Merge(Dictionary<string, object?> target, string name, object? value)
    {
        if (AsMap(value) is not { } source || !target.TryGetValue(name, out object? present) || AsMap(present) is not { } under)
        {
            target[name] = value;
            return;
        }

        Dictionary<string, object?> merged = [];
        foreach (KeyValuePair<string, object?> member in under)
        {
            merged[member.Key] = member.Value;
        }

        foreach (KeyValuePair<string, object?> member in source)
        {
            Merge(merged, member.Key, member.Value);
        }

        target[name] = merged;
    }

    private static IEnumerable<KeyValuePair<string, object?>>? AsMap(object? value) => value switch
    {
        IEnumerable<KeyValuePair<string, object?>> map => map,
        IDictionary map => Entries(map),
        _ => null,
    };

    private static IEnumerable<KeyValuePair<string, object?>> Entries(IDictionary map)
    {
        foreach (DictionaryEntry entry in map)
        {
            yield return new(Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? "", entry.Value);
        }
    }
}

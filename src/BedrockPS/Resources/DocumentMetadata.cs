using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using BedrockPS.Protocol;

namespace BedrockPS.Resources;

/// <summary>What is told of a document beside its text, to search by: names and values.</summary>
internal static class DocumentMetadata
{
    /// <summary>The member inlineAttributes of a request.</summary>
    /// <param name="values">Texts, numbers, truth values and lists of texts by name. Those with nothing in them are left out: empty cells of a table.</param>
    public static List<object?> Attributes(IReadOnlyDictionary<string, object?> values)
    {
        List<object?> attributes = new(values.Count);
        foreach (KeyValuePair<string, object?> value in values)
        {
            object? given = value.Value is List<object?> items ? items.FindAll(static item => item is not (null or "")) : value.Value;
            if (given is not (null or "" or List<object?> { Count: 0 }))
            {
                attributes.Add(new Dictionary<string, object?> { ["key"] = value.Key, ["value"] = Value(given) });
            }
        }

        return attributes;
    }

    private static Dictionary<string, object?> Value(object? value) => value switch
    {
        bool flag => new() { ["booleanValue"] = flag },
        string text => new() { ["stringValue"] = text },
        List<object?> items => new() { ["stringListValue"] = items.ConvertAll(static item => (object?)Convert.ToString(item, CultureInfo.InvariantCulture)) },
        IConvertible number when ValueScalars.Read(ShapeKind.Double, number, true, out string? problem) is double read && problem is null =>
            new() { ["numberValue"] = read },
        _ => new() { ["stringValue"] = Convert.ToString(value, CultureInfo.InvariantCulture) },
    };
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Agents;

/// <summary>The filters Retrieve takes over a passage's metadata.</summary>
internal static class MetadataFilter
{
    public static bool Fits(Dictionary<string, object?> filter, Dictionary<string, object?> metadata)
    {
        foreach (KeyValuePair<string, object?> member in filter)
        {
            bool fits = member.Key switch
            {
                "andAll" => filter.Maps("andAll").All(part => Fits(part, metadata)),
                "orAll" => filter.Maps("orAll").Any(part => Fits(part, metadata)),
                _ => member.Value is Dictionary<string, object?> condition && FitsOne(member.Key, condition, metadata),
            };
            if (!fits)
            {
                return false;
            }
        }

        return true;
    }

    private static bool FitsOne(string kind, Dictionary<string, object?> condition, Dictionary<string, object?> metadata)
    {
        object? wanted = condition.Get("value");
        bool isThere = metadata.TryGetValue(condition.Text("key") ?? "", out object? value);
        return kind switch
        {
            "equals" => isThere && Same(value, wanted),
            "notEquals" => !isThere || !Same(value, wanted),
            "in" => isThere && wanted is List<object?> any && any.Exists(item => Same(value, item)),
            "notIn" => !isThere || wanted is not List<object?> none || !none.Exists(item => Same(value, item)),
            "greaterThan" => isThere && Order(value, wanted) > 0,
            "greaterThanOrEquals" => isThere && Order(value, wanted) >= 0,
            "lessThan" => isThere && Order(value, wanted) < 0,
            "lessThanOrEquals" => isThere && Order(value, wanted) <= 0,
            "startsWith" => value is string text && wanted is string start && text.StartsWith(start, StringComparison.Ordinal),
            "stringContains" => wanted is string part && Texts(value).Any(whole => whole.IndexOf(part, StringComparison.Ordinal) >= 0),
            "listContains" => value is List<object?> list && list.Exists(item => Same(item, wanted)),
            _ => false,
        };
    }

    /// <summary>A text, or those of a list.</summary>
    private static IEnumerable<string> Texts(object? value) => value is string text ? [text] : (value as List<object?> ?? []).OfType<string>();

    private static bool Same(object? left, object? right) =>
        AsNumber(left) is double number ? number.Equals(AsNumber(right)) : Equals(left, right);

    /// <summary>Null where one of them is no number, which no comparison holds for.</summary>
    private static int? Order(object? left, object? right) =>
        AsNumber(left) is double a && AsNumber(right) is double b ? a.CompareTo(b) : null;

    private static double? AsNumber(object? value) =>
        value is IConvertible number and not (string or bool) ? number.ToDouble(CultureInfo.InvariantCulture) : null;
}

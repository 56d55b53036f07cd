using System;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Knowledge;

/// <summary>What a filter's operators may be given.</summary>
internal static class FilterRules
{
    /// <exception cref="ServiceFault">ValidationException.</exception>
    public static void Check(Dictionary<string, object?>? filter)
    {
        if (filter is null)
        {
            return;
        }

        if (filter.Count != 1)
        {
            throw ServiceFault.Validation($"A retrieval filter has exactly one operator; this one has {filter.Count}.");
        }

        foreach (KeyValuePair<string, object?> member in filter)
        {
            if (member.Key is "andAll" or "orAll")
            {
                foreach (Dictionary<string, object?> part in filter.Maps(member.Key))
                {
                    Check(part);
                }
            }
            else if (member.Value is Dictionary<string, object?> condition)
            {
                Check(member.Key, condition.Get("value"));
            }
        }
    }

    private static void Check(string operation, object? value)
    {
        bool fits = operation switch
        {
            "greaterThan" or "greaterThanOrEquals" or "lessThan" or "lessThanOrEquals" => IsNumber(value),
            "startsWith" or "stringContains" or "listContains" => value is string,
            "in" or "notIn" => value is List<object?> { Count: > 0 } items && items.All(IsScalar),
            _ => IsScalar(value),
        };
        if (!fits)
        {
            throw ServiceFault.Validation($"The value of the filter's operator {operation} is not of a type it can compare with.");
        }
    }

    private static bool IsNumber(object? value) => value is IConvertible and not (string or bool);

    private static bool IsScalar(object? value) => value is string or bool || IsNumber(value);
}

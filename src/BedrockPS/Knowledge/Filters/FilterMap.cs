using System;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Protocol;

namespace BedrockPS.Knowledge;

/// <summary>
/// Reads a filter given as a hashtable: names with a value, a list of values or @{ ge = 2020; lt = 2024 }, all of which must hold; or
/// what the service itself takes.
/// </summary>
internal static class FilterMap
{
    private static readonly string[] s_groups = ["andAll", "orAll"];

    private static readonly Dictionary<string, string> s_operators = new(StringComparer.OrdinalIgnoreCase)
    {
        ["eq"] = "equals",
        ["ne"] = "notEquals",
        ["gt"] = "greaterThan",
        ["ge"] = "greaterThanOrEquals",
        ["lt"] = "lessThan",
        ["le"] = "lessThanOrEquals",
        ["in"] = "in",
        ["notin"] = "notIn",
        ["like"] = FilterCondition.Like,
        ["contains"] = "listContains",
    };

    /// <param name="map">Plain values.</param>
    /// <exception cref="BedrockException">FilterInvalid.</exception>
    public static FilterNode Read(Dictionary<string, object?> map)
    {
        if (map.Count == 0)
        {
            throw FilterFailure.Of("-Filter", "it is empty");
        }

        return FilterGroup.Of(isAll: true, map.Select(static entry => ReadEntry(entry.Key, entry.Value)));
    }

    private static FilterNode ReadEntry(string key, object? value)
    {
        switch (value)
        {
            case null:
                throw FilterFailure.Of(key, "it has no value");
            case List<object?> parts when s_groups.FirstOrDefault(name => name.Equals(key, StringComparison.OrdinalIgnoreCase)) is string group:
                return parts.Count > 0
                    ? FilterGroup.Of(group == "andAll", parts.Select(part => part is Dictionary<string, object?> inner ? Read(inner) : throw FilterFailure.Of(key, "its parts are filters")))
                    : throw FilterFailure.Of(key, "it is empty");
            case Dictionary<string, object?> own when ServiceOperator(key) is string operation && Member(own, "key") is string attribute && own.Count == 2:
                return new FilterCondition(operation, attribute, Member(own, "value"));
            case Dictionary<string, object?> conditions:
                return conditions.Count > 0
                    ? FilterGroup.Of(isAll: true, conditions.Select(condition => ReadOperator(key, condition.Key, condition.Value)))
                    : throw FilterFailure.Of(key, "it has no value");
            case List<object?> { Count: 0 }:
                throw FilterFailure.Of(key, "its list is empty");
            case List<object?> items:
                return new FilterCondition("in", key, items.ConvertAll(item => Plain(key, item)));
            default:
                return new FilterCondition("equals", key, Plain(key, value));
        }
    }

    private static FilterNode ReadOperator(string key, string name, object? value)
    {
        string word = name.TrimStart('-');
        if (!s_operators.TryGetValue(word, out string? operation) && (operation = ServiceOperator(word)) is null)
        {
            string? nearest = NearestName.Find(word, s_operators.Keys);
            throw FilterFailure.Of(key, $"'{name}' is no operator{(nearest is null ? $"; there are {string.Join(", ", s_operators.Keys)}" : $"; {nearest} is the nearest")}");
        }

        object? plain = value is List<object?> items ? items.ConvertAll(item => Plain(key, item)) : Plain(key, value);
        if (operation is "in" or "notIn" && plain is not List<object?>)
        {
            plain = new List<object?> { plain };
        }

        return operation != FilterCondition.Like ? new FilterCondition(operation, key, plain)
            : plain is string pattern ? LikePattern.Read(new FilterCondition(operation, key, pattern), pattern)
            : throw FilterFailure.Of(key, $"{name} compares with a text");
    }

    private static string? ServiceOperator(string name) => KnowledgeFilter.Shape.Members
        .FirstOrDefault(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && !s_groups.Contains(member.Name))?.Name;

    private static object? Member(Dictionary<string, object?> map, string name) =>
        map.FirstOrDefault(entry => entry.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    private static object? Plain(string key, object? value) => value switch
    {
        string or bool or null => value,
        IConvertible and not DateTime => value,
        _ => throw FilterFailure.Of(key, $"a {value.GetType().Name} cannot be compared with; texts, numbers and truth values can"),
    };
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace BedrockPS.Knowledge;

/// <summary>One attribute compared with a value. Text is compared as the service does it, upper and lower case apart.</summary>
internal sealed class FilterCondition : FilterNode
{
    /// <summary>A text with wildcards, which the service has no operator for.</summary>
    public const string Like = "like";

    private static readonly Dictionary<string, string> s_opposites = new(StringComparer.Ordinal)
    {
        ["equals"] = "notEquals",
        ["notEquals"] = "equals",
        ["in"] = "notIn",
        ["notIn"] = "in",
        ["greaterThan"] = "lessThanOrEquals",
        ["lessThanOrEquals"] = "greaterThan",
        ["lessThan"] = "greaterThanOrEquals",
        ["greaterThanOrEquals"] = "lessThan",
    };

    private readonly bool _isNegated;

    /// <param name="operation">The service's name of the operator, or <see cref="Like"/>.</param>
    /// <param name="key">Name of the attribute.</param>
    /// <param name="value">Text, number, truth value or a list of them.</param>
    /// <param name="isNegated">Fits where the operator does not hold; only of those that have no opposite.</param>
    public FilterCondition(string operation, string key, object? value, bool isNegated = false)
    {
        Operation = operation;
        Key = key;
        Value = value;
        _isNegated = isNegated;
    }

    public string Operation { get; }

    public string Key { get; }

    public object? Value { get; }

    public override Dictionary<string, object?>? ToService() => _isNegated || Operation == Like
        ? null
        : new() { [Operation] = new Dictionary<string, object?> { ["key"] = Key, ["value"] = Value } };

    public override FilterNode Negate() => s_opposites.TryGetValue(Operation, out string? opposite)
        ? new FilterCondition(opposite, Key, Value) { Position = Position }
        : new FilterCondition(Operation, Key, Value, !_isNegated) { Position = Position };

    public override bool Fits(IReadOnlyDictionary<string, object?> attributes) => Holds(attributes) != _isNegated;

    private bool Holds(IReadOnlyDictionary<string, object?> attributes)
    {
        bool isThere = attributes.TryGetValue(Key, out object? value) && value is not null;
        return Operation switch
        {
            "equals" => isThere && Same(value, Value),
            "notEquals" => !isThere || !Same(value, Value),
            "in" => isThere && Items(Value).Any(item => Same(value, item)),
            "notIn" => !isThere || !Items(Value).Any(item => Same(value, item)),
            "greaterThan" => Order(value) > 0,
            "greaterThanOrEquals" => Order(value) >= 0,
            "lessThan" => Order(value) < 0,
            "lessThanOrEquals" => Order(value) <= 0,
            "startsWith" => value is string text && text.StartsWith((string)Value!, StringComparison.Ordinal),
            "stringContains" => Texts(value).Any(text => text.IndexOf((string)Value!, StringComparison.Ordinal) >= 0),
            "listContains" => Items(value).Any(item => Same(item, Value)),
            _ => value is string whole && WildcardPattern.Get((string)Value!, WildcardOptions.None).IsMatch(whole),
        };
    }

    /// <summary>Null where one of them is no number, which no comparison holds for.</summary>
    private int? Order(object? value) => Number(value) is double left && Number(Value) is double right ? left.CompareTo(right) : null;

    private static bool Same(object? left, object? right) =>
        Number(left) is double number ? number.Equals(Number(right)) : Equals(left, right);

    private static IEnumerable<object?> Items(object? value) => value as IEnumerable<object?> ?? [];

    private static IEnumerable<string> Texts(object? value) => value is string text ? [text] : Items(value).OfType<string>();

    private static double? Number(object? value) =>
        value is IConvertible number and not (string or bool) ? number.ToDouble(CultureInfo.InvariantCulture) : null;
}

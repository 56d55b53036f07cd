using System;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Protocol;

namespace BedrockPS.Knowledge;

/// <summary>
/// Reads a filter written as PowerShell writes conditions: year -ge 2024 -and (team -in 'hr','it' -or -not (draft -eq $true)). As there,
/// -and and -or bind alike and from the left, -not binds what follows it.
/// </summary>
internal sealed class FilterParser
{
    private const int MaxDepth = 100;

    private static readonly Dictionary<string, string> s_comparisons = new(StringComparer.Ordinal)
    {
        ["-eq"] = "equals",
        ["-ne"] = "notEquals",
        ["-gt"] = "greaterThan",
        ["-ge"] = "greaterThanOrEquals",
        ["-lt"] = "lessThan",
        ["-le"] = "lessThanOrEquals",
        ["-in"] = "in",
        ["-notin"] = "notIn",
        ["-like"] = FilterCondition.Like,
        ["-notlike"] = FilterCondition.Like,
        ["-contains"] = "listContains",
        ["-notcontains"] = "listContains",
    };

    private readonly string _text;
    private readonly FilterScanner _scanner;
    private FilterToken _token;
    private int _depth;

    private FilterParser(string text)
    {
        _text = text;
        _scanner = new FilterScanner(text);
        _token = _scanner.Next();
    }

    /// <exception cref="BedrockException">FilterInvalid.</exception>
    public static FilterNode Parse(string text)
    {
        FilterParser parser = new(text);
        FilterNode filter = parser.ReadChain();
        return parser._token.Kind == FilterTokenKind.End
            ? filter
            : throw parser.Wrong($"a condition ends with -and, -or or the end of the filter, not with {parser._token.Shown}");
    }

    private FilterNode ReadChain()
    {
        FilterNode left = ReadPart();
        while (_token is { Kind: FilterTokenKind.Operator, Text: "-and" or "-or" })
        {
            bool isAll = _token.Text == "-and";
            Move();
            left = FilterGroup.Of(isAll, [left, ReadPart()]);
        }

        return left;
    }

    private FilterNode ReadPart()
    {
        if (++_depth > MaxDepth)
        {
            throw Wrong($"it is nested more than {MaxDepth} levels deep");
        }

        try
        {
            switch (_token.Kind)
            {
                case FilterTokenKind.Operator when _token.Text == "-not":
                    Move();
                    return ReadPart().Negate();
                case FilterTokenKind.Open when _token.Text == "(":
                    Move();
                    FilterNode inner = ReadChain();
                    Close();
                    return inner;
                default:
                    return ReadCondition();
            }
        }
        finally
        {
            _depth--;
        }
    }

    private FilterNode ReadCondition()
    {
        FilterToken name = _token;
        if (name.Kind is not (FilterTokenKind.Word or FilterTokenKind.Text))
        {
            throw Wrong($"the name of an attribute belongs here, not {name.Shown}");
        }

        Move();
        FilterToken comparison = _token;
        if (comparison.Kind != FilterTokenKind.Operator)
        {
            throw Wrong($"'{name.Text}' is followed by an operator such as -eq, not by {comparison.Shown}");
        }

        if (!s_comparisons.TryGetValue(comparison.Text, out string? operation))
        {
            string? nearest = NearestName.Find(comparison.Text, s_comparisons.Keys);
            throw Wrong($"{comparison.Shown} is no operator here{(nearest is null ? $"; there are {string.Join(", ", s_comparisons.Keys)}" : $"; {nearest} is the nearest")}");
        }

        Move();
        int place = _token.Position;
        object? value = ReadValue(operation is "in" or "notIn");
        FilterNode condition = Check(new FilterCondition(operation, name.Text, value) { Position = name.Position }, comparison.Text, place);
        return comparison.Text is "-notlike" or "-notcontains" ? condition.Negate() : condition;
    }

    private FilterNode Check(FilterCondition condition, string comparison, int place)
    {
        switch (condition.Operation)
        {
            case FilterCondition.Like:
                return condition.Value is string pattern
                    ? LikePattern.Read(condition, pattern)
                    : throw FilterFailure.At(_text, place, $"{comparison} compares with a text in quotes");
            case "greaterThan" or "greaterThanOrEquals" or "lessThan" or "lessThanOrEquals" when condition.Value is not (long or double):
                throw FilterFailure.At(_text, place, $"{comparison} compares numbers alone; a date is a number too, such as 20240131");
            default:
                return condition;
        }
    }

    private object? ReadValue(bool isList)
    {
        if (!isList)
        {
            return ReadOne();
        }

        bool isOpen = _token.Kind == FilterTokenKind.Open;
        if (isOpen)
        {
            Move();
        }

        List<object?> items = [ReadOne()];
        while (_token.Kind == FilterTokenKind.Comma)
        {
            Move();
            items.Add(ReadOne());
        }

        if (isOpen)
        {
            Close();
        }

        return items;
    }

    private object? ReadOne()
    {
        FilterToken value = _token;
        switch (value.Kind)
        {
            case FilterTokenKind.Text or FilterTokenKind.Literal:
                Move();
                return value.Value;
            case FilterTokenKind.Word:
                throw Wrong($"{value.Shown} needs quotes to be a text");
            default:
                throw Wrong($"a value belongs here, not {value.Shown}");
        }
    }

    private void Close()
    {
        if (_token.Kind != FilterTokenKind.Close)
        {
            throw Wrong($"a bracket is closed here, not {_token.Shown}");
        }

        Move();
    }

    private void Move() => _token = _scanner.Next();

    private BedrockException Wrong(string why) => FilterFailure.At(_text, _token.Position, why);
}

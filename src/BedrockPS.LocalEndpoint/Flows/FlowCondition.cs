using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;

namespace BedrockPS.Local.Flows;

/// <summary>The expressions of conditions: comparisons of inputs with values and with each other, joined by and, or, not and parentheses.</summary>
internal sealed class FlowCondition
{
    private static readonly Regex s_token = new(
        """\G\s*(?<token>"[^"]*"|==|!=|>=|<=|>|<|\(|\)|-?[0-9]+(?:\.[0-9]+)?|[A-Za-z_]\w*)""");

    private readonly List<string> _tokens = [];
    private readonly IReadOnlyDictionary<string, object?> _inputs;
    private int _at;

    private FlowCondition(string expression, IReadOnlyDictionary<string, object?> inputs)
    {
        _inputs = inputs;
        int at = 0;
        while (at < expression.TrimEnd().Length)
        {
            Match match = s_token.Match(expression, at);
            if (!match.Success)
            {
                throw new FormatException($"what begins at '{expression.Substring(at).Trim()}' is not understood");
            }

            _tokens.Add(match.Groups["token"].Value);
            at += match.Length;
        }
    }

    /// <summary>Whether an expression holds.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static bool Holds(string expression, IReadOnlyDictionary<string, object?> inputs)
    {
        FlowCondition condition = new(expression, inputs);
        bool holds = condition.Or();
        return condition._at == condition._tokens.Count
            ? holds
            : throw new FormatException($"'{condition._tokens[condition._at]}' is one word too many");
    }

    private bool Or()
    {
        bool holds = And();
        while (Take("or"))
        {
            holds = And() || holds;
        }

        return holds;
    }

    private bool And()
    {
        bool holds = Not();
        while (Take("and"))
        {
            holds = Not() && holds;
        }

        return holds;
    }

    private bool Not()
    {
        if (Take("not"))
        {
            return !Not();
        }

        if (Take("("))
        {
            bool holds = Or();
            return Take(")") ? holds : throw new FormatException("a parenthesis is not closed");
        }

        return Comparison();
    }

    private bool Comparison()
    {
        object? left = Value();
        string operation = _at < _tokens.Count ? _tokens[_at] : "";
        if (operation is not ("==" or "!=" or ">" or ">=" or "<" or "<="))
        {
            return left is true;
        }

        _at++;
        object? right = Value();
        if (operation is "==" or "!=")
        {
            return Same(left, right) == (operation == "==");
        }

        int? order = Number(left) is double a && Number(right) is double b ? a.CompareTo(b)
            : left is string first && right is string second ? string.CompareOrdinal(first, second)
            : null;
        return order is int known && operation switch
        {
            ">" => known > 0,
            ">=" => known >= 0,
            "<" => known < 0,
            _ => known <= 0,
        };
    }

    private object? Value()
    {
        string token = _at < _tokens.Count ? _tokens[_at++] : throw new FormatException("something is missing at its end");
        if (token[0] == '"')
        {
            return token.Substring(1, token.Length - 2);
        }

        if (double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
        {
            return number;
        }

        return token switch
        {
            "true" => true,
            "false" => false,
            _ => _inputs.TryGetValue(token, out object? input) ? input : throw new FormatException($"the node has no input '{token}'"),
        };
    }

    private bool Take(string word)
    {
        bool isThere = _at < _tokens.Count && _tokens[_at] == word;
        _at += isThere ? 1 : 0;
        return isThere;
    }

    private static bool Same(object? left, object? right) => Number(left) is double number ? number.Equals(Number(right)) : Equals(left, right);

    private static double? Number(object? value) =>
        value is IConvertible number and not (string or bool) ? number.ToDouble(CultureInfo.InvariantCulture) : null;
}

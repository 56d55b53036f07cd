using System;
using System.Globalization;
using System.Text;

namespace BedrockPS.Knowledge;

/// <summary>Takes a filter's text apart into words.</summary>
internal sealed class FilterScanner
{
    // An attribute is named as an object's property is, by who is used to Where-Object.
    private const string Own = "$_.";

    private readonly string _text;
    private int _at;

    public FilterScanner(string text) => _text = text;

    /// <exception cref="BedrockException">FilterInvalid.</exception>
    public FilterToken Next()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }

        int start = _at;
        if (start == _text.Length)
        {
            return new FilterToken(FilterTokenKind.End, "", start);
        }

        char first = _text[start];
        switch (first)
        {
            case '(':
                _at++;
                return new FilterToken(FilterTokenKind.Open, "(", start);
            case ')':
                _at++;
                return new FilterToken(FilterTokenKind.Close, ")", start);
            case ',':
                _at++;
                return new FilterToken(FilterTokenKind.Comma, ",", start);
            case '!':
                _at++;
                return new FilterToken(FilterTokenKind.Operator, "-not", start);
            case '@' when start + 1 < _text.Length && _text[start + 1] == '(':
                _at += 2;
                return new FilterToken(FilterTokenKind.Open, "@(", start);
            case '\'' or '"':
                return Quoted(first);
            case '-' when start + 1 < _text.Length && char.IsLetter(_text[start + 1]):
                _at++;
                SkipWord();
                return new FilterToken(FilterTokenKind.Operator, _text.Substring(start, _at - start).ToLowerInvariant(), start);
            case '$' when !_text.AsSpan(start).StartsWith(Own.AsSpan(), StringComparison.Ordinal):
                _at++;
                SkipWord();
                return Truth(_text.Substring(start, _at - start), start);
            case '-' or '+' or (>= '0' and <= '9'):
                return Number();
        }

        if (_text.AsSpan(start).StartsWith(Own.AsSpan(), StringComparison.Ordinal))
        {
            _at += Own.Length;
            start = _at;
        }

        SkipWord();
        return _at > start
            ? new FilterToken(FilterTokenKind.Word, _text.Substring(start, _at - start), start)
            : throw FilterFailure.At(_text, start, $"'{first}' has no meaning there");
    }

    private void SkipWord()
    {
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '_' or '-' or '.' or ':' or '/'))
        {
            _at++;
        }
    }

    private FilterToken Truth(string word, int start) => word.ToLowerInvariant() switch
    {
        "$true" => new FilterToken(FilterTokenKind.Literal, word, start, true),
        "$false" => new FilterToken(FilterTokenKind.Literal, word, start, false),
        _ => throw FilterFailure.At(_text, start, $"'{word}' is a variable, and a filter in single quotes knows none; put its value there with double quotes, or give a hashtable"),
    };

    private FilterToken Number()
    {
        int start = _at++;
        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] == '.' || (_text[_at] is '+' or '-' && _text[_at - 1] is 'e' or 'E')))
        {
            _at++;
        }

        string text = _text.Substring(start, _at - start);
        object? value = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) ? whole
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double real) ? real
            : null;
        return value is null
            ? throw FilterFailure.At(_text, start, $"'{text}' is no number; text is put in quotes")
            : new FilterToken(FilterTokenKind.Literal, text, start, value);
    }

    /// <summary>A quote within is written twice; in double quotes a backtick takes its meaning too.</summary>
    private FilterToken Quoted(char quote)
    {
        int start = _at++;
        StringBuilder text = new();
        while (_at < _text.Length)
        {
            char next = _text[_at++];
            if (next == quote)
            {
                if (_at == _text.Length || _text[_at] != quote)
                {
                    return new FilterToken(FilterTokenKind.Text, text.ToString(), start, text.ToString());
                }

                _at++;
            }
            else if (next == '`' && quote == '"' && _at < _text.Length)
            {
                next = _text[_at++];
            }

            text.Append(next);
        }

        throw FilterFailure.At(_text, start, "the quote is not closed");
    }
}

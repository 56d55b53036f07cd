using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace BedrockPS.Local.Simulation;

/// <summary>
/// Makes a text that fits a regular expression of the usual kind: characters, classes, groups, alternatives, counts. Look-around and
/// back references are passed over.
/// </summary>
internal sealed class PatternSample
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_- .,:;/@#!?$%&*+=<>()[]{}'\"\\|^~`";

    private readonly string _pattern;
    private int _at;

    private PatternSample(string pattern) => _pattern = pattern;

    /// <param name="pattern">Regular expression.</param>
    /// <param name="least">Characters the text must have; open repetitions are repeated until it has them.</param>
    public static string Make(string pattern, int least)
    {
        string text = new PatternSample(pattern).Alternatives(1);
        for (int times = 2; text.Length < least && times <= least + 1; times++)
        {
            text = new PatternSample(pattern).Alternatives(times);
        }

        return text;
    }

    /// <summary>The first of several alternatives.</summary>
    private string Alternatives(int times)
    {
        StringBuilder text = new();
        bool isFirst = true;
        while (_at < _pattern.Length && _pattern[_at] != ')')
        {
            if (_pattern[_at] == '|')
            {
                _at++;
                isFirst = false;
                continue;
            }

            string piece = Piece(times);
            if (isFirst)
            {
                text.Append(piece);
            }
        }

        return text.ToString();
    }

    /// <summary>One atom with its count.</summary>
    private string Piece(int times)
    {
        string atom = Atom(times);
        int count = Count(times);
        StringBuilder text = new();
        for (int i = 0; i < Math.Min(count, 1000); i++)
        {
            text.Append(atom);
        }

        return text.ToString();
    }

    private string Atom(int times)
    {
        char c = _pattern[_at++];
        switch (c)
        {
            case '^' or '$':
                return "";
            case '.':
                return "x";
            case '\\':
                return _at < _pattern.Length ? Escape(_pattern[_at++]) : "";
            case '[':
                return Class();
            case '(':
                return Group(times);
            default:
                return c.ToString();
        }
    }

    private string Group(int times)
    {
        bool isLook = false;
        if (_at < _pattern.Length && _pattern[_at] == '?')
        {
            _at++;
            char kind = _at < _pattern.Length ? _pattern[_at] : ':';
            bool isBehind = kind == '<' && _at + 1 < _pattern.Length && _pattern[_at + 1] is '=' or '!';
            isLook = kind is '=' or '!' || isBehind;
            int name = kind is '<' or '\'' && !isBehind ? _pattern.IndexOf(kind == '<' ? '>' : '\'', _at + 1) : -1;
            _at = name > 0 ? name + 1 : Math.Min(_pattern.Length, _at + (isBehind ? 2 : 1));
        }

        string text = Alternatives(times);
        _at = Math.Min(_pattern.Length, _at + 1);
        return isLook ? "" : text;
    }

    private string Class()
    {
        bool isNegative = _at < _pattern.Length && _pattern[_at] == '^';
        _at += isNegative ? 1 : 0;
        HashSet<char> members = [];
        bool isFirst = true;
        char first = '\0';
        while (_at < _pattern.Length && (_pattern[_at] != ']' || isFirst))
        {
            isFirst = false;
            string one = _pattern[_at] == '\\' && _at + 1 < _pattern.Length ? EscapedMembers() : _pattern[_at++].ToString();
            if (one.Length == 1 && _at + 1 < _pattern.Length && _pattern[_at] == '-' && _pattern[_at + 1] != ']')
            {
                _at++;
                char last = _pattern[_at] == '\\' ? _pattern[++_at] : _pattern[_at];
                _at++;
                for (int c = one[0]; c <= last && c - one[0] < 512; c++)
                {
                    members.Add((char)c);
                }
            }
            else
            {
                members.UnionWith(one);
            }

            first = first == '\0' ? one[0] : first;
        }

        _at = Math.Min(_pattern.Length, _at + 1);
        if (!isNegative)
        {
            return first.ToString();
        }

        foreach (char c in Letters)
        {
            if (!members.Contains(c))
            {
                return c.ToString();
            }
        }

        return "";
    }

    private string EscapedMembers()
    {
        char c = _pattern[_at + 1];
        _at += 2;
        return c switch
        {
            'd' => "0123456789",
            'w' => Letters.Substring(0, 63),
            's' => " \t\n\r",
            _ => Escape(c),
        };
    }

    private static string Escape(char c) => c switch
    {
        'd' => "1",
        'w' => "a",
        's' => " ",
        'D' or 'S' => "x",
        'W' => "-",
        'n' => "\n",
        't' => "\t",
        'r' => "\r",
        'b' or 'B' or 'A' or 'z' or 'Z' => "",
        _ => c.ToString(),
    };

    /// <summary>How often the atom before is to come: the least, or more where more is wanted and allowed.</summary>
    private int Count(int times)
    {
        if (_at >= _pattern.Length)
        {
            return 1;
        }

        int least, most;
        switch (_pattern[_at])
        {
            case '*':
                (least, most) = (0, int.MaxValue);
                _at++;
                break;
            case '+':
                (least, most) = (1, int.MaxValue);
                _at++;
                break;
            case '?':
                (least, most) = (0, 1);
                _at++;
                break;
            case '{' when Bounds(out least, out most):
                break;
            default:
                return 1;
        }

        if (_at < _pattern.Length && _pattern[_at] is '?' or '+')
        {
            _at++;
        }

        return times == 1 ? least : Math.Min(Math.Max(least, times), most);
    }

    private bool Bounds(out int least, out int most)
    {
        least = most = 1;
        int end = _pattern.IndexOf('}', _at);
        string[] parts = end < 0 ? [] : _pattern.Substring(_at + 1, end - _at - 1).Split(',');
        if (parts.Length is not (1 or 2) || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out least))
        {
            return false;
        }

        most = parts.Length == 1 ? least
            : int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int given) ? given : int.MaxValue;
        _at = end + 1;
        return true;
    }
}

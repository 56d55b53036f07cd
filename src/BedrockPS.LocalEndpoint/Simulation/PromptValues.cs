using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;

namespace BedrockPS.Local.Simulation;

/// <summary>
/// What a prompt offers to fill in: values it names (<c>city=Oslo</c>, <c>count: 3</c>, <c>"name": "Ada"</c>), and numbers,
/// quotations and names it merely holds. What is merely held is given out once.
/// </summary>
internal sealed class PromptValues
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(250);

    // A value ends where the next one begins; after a colon it may have several words.
    private const string AfterEquals = """\s*=\s*(?:"(?<v>[^"]*)"|'(?<v>[^']*)'|(?<v>\[[^\]]*\])|(?<v>[^\s,;]+))""";
    private const string AfterColon =
        """["']?\s*:\s*(?:"(?<v>[^"]*)"|'(?<v>[^']*)'|(?<v>\[[^\]]*\])|(?<v>[^\s,;{}][^,;\n{}]*?)(?=\s*(?:[,;\n{}]|$|\w+\s*[:=])))""";
    private const string AfterIs = """\s+is\s+(?:"(?<v>[^"]*)"|'(?<v>[^']*)'|(?<v>[^\s,;]+))""";

    private readonly string _prompt;
    private readonly HashSet<string> _notNames = new(StringComparer.OrdinalIgnoreCase);
    private readonly Queue<string> _quotations = new();
    private readonly Queue<double> _numbers = new();
    private readonly List<string> _names = [];
    private bool _hasLooked;

    /// <param name="prompt">Text that is looked through.</param>
    /// <param name="notNames">Words that stand for something else, such as the tools' names.</param>
    public PromptValues(string prompt, params string[] notNames)
    {
        _prompt = prompt;
        _notNames.UnionWith(notNames);
    }

    public string Prompt => _prompt;

    /// <summary>The same prompt with nothing given out yet.</summary>
    public PromptValues Again() => new(_prompt, [.. _notNames]);

    /// <summary>The value the prompt gives this name, as it is written; null when it names none.</summary>
    public string? Named(string name)
    {
        if (name.Length == 0)
        {
            return null;
        }

        string words = Regex.Replace(name, "(?<=[a-z0-9])(?=[A-Z])|[_ -]+", " ");
        string pattern = string.Join("[ _-]?", Array.ConvertAll(words.Split(' '), Regex.Escape));
        string start = $"(?<![\\w-])[\"']?-?{pattern}";
        foreach (string rest in new[] { AfterEquals, AfterColon, AfterIs })
        {
            Match match = Regex.Match(_prompt, start + rest, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, s_patience);
            if (match.Success)
            {
                return Trim(match.Groups["v"].Value);
            }
        }

        return null;
    }

    /// <summary>Whether the prompt has this word or phrase.</summary>
    public bool Says(string text) =>
        text.Length > 0 && Regex.IsMatch(_prompt, $"(?<!\\w){Regex.Escape(text)}(?!\\w)", RegexOptions.IgnoreCase, s_patience);

    public double? TakeNumber()
    {
        Look();
        return _numbers.Count > 0 ? _numbers.Dequeue() : null;
    }

    public string? TakeQuotation()
    {
        Look();
        return _quotations.Count > 0 ? _quotations.Dequeue() : null;
    }

    /// <summary>The last word that begins with a capital, the first of the prompt aside: names and places are what is asked for.</summary>
    public string? TakeName()
    {
        Look();
        if (_names.Count == 0)
        {
            return null;
        }

        string name = _names[_names.Count - 1];
        _names.RemoveAt(_names.Count - 1);
        return name;
    }

    /// <summary>The first part of the prompt that fits an expression.</summary>
    public string? Find(string pattern)
    {
        try
        {
            foreach (Match match in Regex.Matches(_prompt, pattern, RegexOptions.None, s_patience))
            {
                if (match.Length > 0)
                {
                    return match.Value;
                }
            }
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            // An expression of another dialect: nothing fits it.
        }

        return null;
    }

    private void Look()
    {
        if (_hasLooked)
        {
            return;
        }

        _hasLooked = true;
        foreach (Match match in Regex.Matches(_prompt, "\"([^\"\n]+)\"|(?<!\\w)'([^'\n]+)'(?!\\w)", RegexOptions.None, s_patience))
        {
            _quotations.Enqueue(match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value);
        }

        foreach (Match match in Regex.Matches(_prompt, @"(?<![\w.])-?\d{1,15}(\.\d+)?(?![\w])", RegexOptions.None, s_patience))
        {
            _numbers.Enqueue(double.Parse(match.Value, CultureInfo.InvariantCulture));
        }

        string[] words = _prompt.Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries);
        for (int i = 1; i < words.Length; i++)
        {
            string word = words[i].Trim('.', ',', '?', '!', ';', ':', '"', '\'', '(', ')');
            if (word.Length > 1 && char.IsUpper(word[0]) && char.IsLower(word[1]) && !_notNames.Contains(word))
            {
                _names.Add(word);
            }
        }
    }

    private static string Trim(string value)
    {
        string trimmed = value.Trim();
        return trimmed.TrimEnd('.', '!', '?') is { Length: > 0 } text ? text : trimmed;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace BedrockPS.Local.Simulation;

/// <summary>Finds the tools a text speaks of: by name, else by the words of the name, else by those of the description.</summary>
internal static class ToolWords
{
    private static readonly HashSet<string> s_plainWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "get", "set", "list", "find", "make", "call", "with", "from", "tool", "info", "data", "invoke", "show", "test", "this",
        "that", "what", "which", "when", "where", "returns", "return", "gets", "sets", "lists", "given", "name", "value", "function",
        "command", "cmdlet", "current", "about", "into", "have", "more", "some", "your", "there", "please", "tell",
    };

    /// <summary>In the order the text names them.</summary>
    public static List<ToolSpec> Named(string text, List<ToolSpec> tools)
    {
        List<KeyValuePair<int, ToolSpec>> named = [];
        foreach (ToolSpec tool in tools)
        {
            Match match = Regex.Match(text, $"(?<![\\w-]){Regex.Escape(tool.Name)}(?![\\w-])", RegexOptions.IgnoreCase);
            if (match.Success)
            {
                named.Add(new KeyValuePair<int, ToolSpec>(match.Index, tool));
            }
        }

        return [.. named.OrderBy(static pair => pair.Key).Select(static pair => pair.Value)];
    }

    /// <summary>Those whose telling words all occur, a tool aside whose words another one's include; else the one with most of them.</summary>
    public static List<ToolSpec> SpokenOf(string text, List<ToolSpec> tools)
    {
        HashSet<string> said = Words(text);
        List<KeyValuePair<ToolSpec, HashSet<string>>> full = [];
        ToolSpec? best = null;
        int most = 0;
        foreach (ToolSpec tool in tools)
        {
            HashSet<string> telling = Words(tool.Name);
            int found = telling.Count(word => IsSaid(word, said));
            if (found > 0 && found == telling.Count)
            {
                full.Add(new KeyValuePair<ToolSpec, HashSet<string>>(tool, telling));
            }

            (best, most) = found > most ? (tool, found) : (best, most);
        }

        if (full.Count > 0)
        {
            return [.. full.Where(one => !full.Exists(other => one.Value.IsProperSubsetOf(other.Value))).Select(static one => one.Key)];
        }

        best ??= DescribedIn(said, tools);
        return best is null ? [] : [best];
    }

    /// <summary>Two telling words of its description make a tool the one that is meant.</summary>
    private static ToolSpec? DescribedIn(HashSet<string> said, List<ToolSpec> tools)
    {
        ToolSpec? best = null;
        int most = 1;
        foreach (ToolSpec tool in tools)
        {
            int found = Words(tool.Description).Count(word => IsSaid(word, said));
            (best, most) = found > most ? (tool, found) : (best, most);
        }

        return best;
    }

    private static bool IsSaid(string word, HashSet<string> said) =>
        said.Contains(word) || said.Contains(word + "s") || (word.EndsWith("s", StringComparison.OrdinalIgnoreCase) && said.Contains(word.Substring(0, word.Length - 1)));

    /// <summary>Words of four letters or more that say something; camel case is several words.</summary>
    private static HashSet<string> Words(string text)
    {
        HashSet<string> words = new(StringComparer.OrdinalIgnoreCase);
        foreach (Match match in Regex.Matches(Regex.Replace(text, "(?<=[a-z])(?=[A-Z])", " "), @"[^\W_]{4,}"))
        {
            if (!s_plainWords.Contains(match.Value))
            {
                words.Add(match.Value);
            }
        }

        return words;
    }
}

using System;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace BedrockPS.Completers;

/// <summary>Makes completion results that can be pasted as they are.</summary>
internal static class CompletionText
{
    // What the parser would not take as one bare word.
    private static readonly Regex s_needsQuotes = new("""[\s'"`$;,&|(){}<>@#]""", RegexOptions.CultureInvariant);

    public static CompletionResult Result(string text, string? label = null, string? toolTip = null)
    {
        string insert = s_needsQuotes.IsMatch(text) ? $"'{text.Replace("'", "''")}'" : text;
        return new CompletionResult(insert, label ?? text, CompletionResultType.ParameterValue, string.IsNullOrEmpty(toolTip) ? text : toolTip);
    }

    /// <summary>The word as the user means it: without an opening quote.</summary>
    public static string Word(string wordToComplete) => wordToComplete.Trim('\'', '"');

    /// <summary>Whether a word is in a text, however it is written.</summary>
    public static bool Holds(string text, string word) => text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>A tooltip of what is there: name: description, status.</summary>
    public static string Describe(string name, string description, string? status)
    {
        string text = description.Length == 0 ? name : $"{name}: {description}";
        return string.IsNullOrEmpty(status) ? text : $"{text}, {status}";
    }
}

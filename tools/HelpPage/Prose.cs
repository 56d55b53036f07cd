using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace BedrockPS.HelpPage;

/// <summary>Sentences and lines.</summary>
internal static partial class Prose
{
    private const int Width = 120;

    /// <summary>Text in lines that fit the pages, the later ones indented.</summary>
    public static IEnumerable<string> Wrap(IEnumerable<string> words, string indent = "")
    {
        StringBuilder line = new();
        foreach (string word in words)
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > Width)
            {
                yield return line.ToString();
                line.Clear().Append(indent).Append(word);
            }
            else
            {
                line.Append(line.Length > 0 ? " " : "").Append(word);
            }
        }

        yield return line.ToString();
    }

    /// <summary>Paragraphs in lines, with an empty one after each.</summary>
    public static IEnumerable<string> Lines(IEnumerable<string> paragraphs) =>
        paragraphs.SelectMany(static paragraph => Wrap(paragraph.Split(' ')).Append(""));

    /// <summary>The first sentence, and what comes after it.</summary>
    public static (string First, IReadOnlyList<string> Others) Split(IReadOnlyList<string> paragraphs)
    {
        if (paragraphs.Count == 0)
        {
            return ("", []);
        }

        string[] parts = SentenceEnd().Split(paragraphs[0], 2);
        return (parts[0], [.. parts.Skip(1), .. paragraphs.Skip(1)]);
    }

    /// <summary>"Lists the models" as help says it: "List the models".</summary>
    public static string Imperative(string sentence)
    {
        string verb = sentence.Split(' ')[0];
        return ThirdPerson().Replace(verb, static match => match.Value switch
        {
            "ies" => "y",
            "s" => "",
            string ending => ending[..^2],
        }) + sentence[verb.Length..];
    }

    [GeneratedRegex(@"(?<=[.!?])\s+(?=[\p{Lu}`-])")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex("(ies|sses|shes|ches|xes|zes|oes|(?<=[^s])s)$")]
    private static partial Regex ThirdPerson();
}

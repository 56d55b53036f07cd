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

    /// <summary>"Lists the models, or shows one" as help says it: "List the models, or show one".</summary>
    public static string Imperative(string sentence) => Verb().Replace(sentence, static verb => ThirdPerson().Replace(
        verb.Value,
        static ending => ending.Value switch
        {
            "ies" => "y",
            "s" => "",
            string other => other[..^2],
        }));

    /// <summary>The words of a name: "custom model" of CustomModel.</summary>
    public static string Words(string name) => Capital().Replace(name, " ").ToLowerInvariant();

    [GeneratedRegex(@"(?<=\p{Ll})(?=\p{Lu})")]
    private static partial Regex Capital();

    [GeneratedRegex(@"(?<=[.!?])\s+(?=[\p{Lu}`-])")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"^\w+|(?<=, or )\w+")]
    private static partial Regex Verb();

    [GeneratedRegex("(ies|sses|shes|(?<!ca)ches|xes|zzes|oes|(?<=[^s])s)$")]
    private static partial Regex ThirdPerson();
}

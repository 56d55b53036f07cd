using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using BedrockPS.BuildHelp;

namespace BedrockPS.HelpPage;

/// <summary>The page of a cmdlet: what follows from the code is the code's, what was written by hand stays.</summary>
internal static partial class HelpPageFile
{
    /// <returns>The page as it should be.</returns>
    /// <exception cref="PageException">The page is not laid out as it should be.</exception>
    public static string Update(string path, string text, CmdletCode code, IReadOnlyDictionary<string, SharedFile> shared)
    {
        List<PageText> sections = PageText.Split(text.Split('\n'), static line => line.StartsWith("## ", StringComparison.Ordinal));
        if (Find(sections, "## PARAMETERS") is int parameters)
        {
            sections[parameters] = new(ParameterSection.Update(code, shared, sections[parameters].Lines));
        }

        CommandPage page = CommandPageReader.ReadDraft(path, string.Join('\n', PageText.Join(sections)));
        if (Find(sections, "## SYNTAX") is int syntax)
        {
            sections[syntax] = new([sections[syntax].First, "", .. Syntax(code, page)]);
        }

        return string.Join('\n', PageText.Join(sections));
    }

    private static int? Find(List<PageText> sections, string heading) =>
        sections.FindIndex(section => section.First == heading) is int index and >= 0 ? index : null;

    private static IEnumerable<string> Syntax(CmdletCode code, CommandPage page)
    {
        bool hasSets = code.Sets.Count > 1;
        return code.Sets.SelectMany((set, index) => (string[])
        [
            .. hasSets ? [$"### {set}{(index == 0 ? " (Default)" : "")}", ""] : Array.Empty<string>(),
            "```",
            .. Prose.Wrap(Argument().Split(SyntaxLine.Write(page, hasSets ? set : null)), " "),
            "```",
            "",
        ]);
    }

    /// <summary>Before a parameter; one and its value stay together.</summary>
    [GeneratedRegex(@"\s+(?=\[|-)")]
    private static partial Regex Argument();
}

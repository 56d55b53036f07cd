using System;
using System.Collections.Generic;
using System.Linq;

namespace BedrockPS.HelpPage;

/// <summary>A page cut before lines of a kind, such as headings of a level; code blocks are not looked into.</summary>
/// <param name="Lines">The line it begins with, unless it is what comes before the first, and those that follow.</param>
internal sealed record PageText(List<string> Lines)
{
    public string First => Lines.Count > 0 ? Lines[0] : "";

    public static List<PageText> Split(IEnumerable<string> lines, Func<string, bool> begins)
    {
        List<PageText> parts = [new([])];
        bool isCode = false;
        foreach (string line in lines)
        {
            isCode ^= line.StartsWith("```", StringComparison.Ordinal);
            if (!isCode && begins(line))
            {
                parts.Add(new([]));
            }

            parts[^1].Lines.Add(line);
        }

        return parts;
    }

    public static List<string> Join(IEnumerable<PageText> parts) => [.. parts.SelectMany(static part => part.Lines)];
}

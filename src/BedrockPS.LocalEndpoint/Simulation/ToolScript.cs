using System;
using System.Collections.Generic;

namespace BedrockPS.Local.Simulation;

/// <summary>
/// Calls a prompt dictates: <c>{{call NAME {"city":"Oslo"}}}</c>, with any name and any arguments, right or wrong. Several make one
/// round; <c>{{then}}</c> begins the next.
/// </summary>
internal static class ToolScript
{
    private const string Opening = "{{call ";
    private const string Divider = "{{then}}";

    /// <summary>The rounds; empty when the prompt dictates none.</summary>
    /// <param name="prompt">What the user wrote.</param>
    /// <param name="makeInput">Arguments for a call that has none, from the tool's name.</param>
    public static List<List<PlannedCall>> Read(string prompt, Func<string, string> makeInput)
    {
        List<List<PlannedCall>> rounds = [];
        if (prompt.IndexOf(Opening, StringComparison.Ordinal) < 0)
        {
            return rounds;
        }

        foreach (string part in prompt.Split([Divider], StringSplitOptions.None))
        {
            List<PlannedCall> round = ReadRound(part, makeInput);
            if (round.Count > 0)
            {
                rounds.Add(round);
            }
        }

        return rounds;
    }

    private static List<PlannedCall> ReadRound(string text, Func<string, string> makeInput)
    {
        List<PlannedCall> calls = [];
        int at = 0;
        while ((at = text.IndexOf(Opening, at, StringComparison.Ordinal)) >= 0)
        {
            int start = at + Opening.Length;
            int nameEnd = text.IndexOfAny([' ', '}'], start);
            if (nameEnd < 0)
            {
                break;
            }

            string name = text.Substring(start, nameEnd - start);
            int end = End(text, nameEnd);
            string input = text.Substring(nameEnd, end - nameEnd).Trim();
            calls.Add(new PlannedCall(name, input.Length > 0 ? input : makeInput(name)));
            at = end;
        }

        return calls;
    }

    /// <summary>Where the closing braces are, those inside the arguments passed over.</summary>
    private static int End(string text, int start)
    {
        int depth = 0;
        bool isQuoted = false;
        for (int i = start; i < text.Length; i++)
        {
            char c = text[i];
            if (isQuoted)
            {
                i += c == '\\' ? 1 : 0;
                isQuoted = c != '"';
            }
            else if (depth == 0 && c == '}' && i + 1 < text.Length && text[i + 1] == '}')
            {
                return i;
            }
            else
            {
                isQuoted = c == '"';
                depth += c is '{' or '[' ? 1 : c is '}' or ']' ? -1 : 0;
            }
        }

        // Arguments that are no JSON end at the first pair of braces.
        int closing = text.IndexOf("}}", start, StringComparison.Ordinal);
        return closing < 0 ? text.Length : closing;
    }
}

using System.Collections.Generic;
using System.Text;

namespace BedrockPS.Tools.Servers;

/// <summary>Takes a command line apart: blanks divide, single and double quotes hold together, a backslash is a backslash.</summary>
internal static class CommandLine
{
    /// <returns>Null when a quote is left open.</returns>
    public static List<string>? Split(string line)
    {
        List<string> parts = [];
        StringBuilder? part = null;
        char quote = '\0';
        foreach (char letter in line)
        {
            if (quote != '\0' && letter == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && letter is '"' or '\'')
            {
                quote = letter;
                part ??= new StringBuilder();
            }
            else if (quote == '\0' && char.IsWhiteSpace(letter))
            {
                Take(parts, ref part);
            }
            else
            {
                (part ??= new StringBuilder()).Append(letter);
            }
        }

        Take(parts, ref part);
        return quote == '\0' ? parts : null;
    }

    private static void Take(List<string> parts, ref StringBuilder? part)
    {
        if (part is not null)
        {
            parts.Add(part.ToString());
            part = null;
        }
    }
}

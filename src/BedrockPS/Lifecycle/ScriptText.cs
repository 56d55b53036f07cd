using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation.Language;

namespace BedrockPS.Lifecycle;

/// <summary>The parts of a file that may hold a model's id: all of a text, strings and bare words of a script, for a comment calls nothing.</summary>
internal static class ScriptText
{
    private static readonly string[] s_scripts = [".ps1", ".psm1", ".psd1"];

    /// <returns>Where each part begins, and the part.</returns>
    public static IEnumerable<(int Offset, string Text)> Parts(string path, string content)
    {
        if (Array.IndexOf(s_scripts, Path.GetExtension(path).ToLowerInvariant()) < 0)
        {
            yield return (0, content);
            yield break;
        }

        // What does not parse is read as far as it goes.
        Parser.ParseInput(content, out Token[] tokens, out _);
        foreach (Token token in tokens)
        {
            if (token is StringToken || token.Kind is TokenKind.Generic or TokenKind.Identifier)
            {
                yield return (token.Extent.StartOffset, token.Extent.Text);
            }
        }
    }
}

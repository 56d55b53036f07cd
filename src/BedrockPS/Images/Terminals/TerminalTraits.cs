using System;

namespace BedrockPS.Images;

/// <summary>What a terminal can, told by the variables terminals set in the environment.</summary>
internal static class TerminalTraits
{
    /// <param name="variable">Reads an environment variable.</param>
    /// <param name="hasSixel">Asks the terminal itself whether it has sixel graphics; asked only where nothing else tells.</param>
    public static ImageProtocol ProtocolOf(Func<string, string?> variable, Func<bool> hasSixel)
    {
        string term = variable("TERM") ?? "";
        string program = variable("TERM_PROGRAM") ?? "";

        // A multiplexer keeps the terminal's own sequences from it, unless told otherwise.
        if (variable("TMUX") is { Length: > 0 } || Begins(term, "screen") || Begins(term, "tmux") || term == "dumb")
        {
            return ImageProtocol.Block;
        }

        if (variable("KITTY_WINDOW_ID") is { Length: > 0 } || term == "xterm-kitty" || term == "xterm-ghostty" || Is(program, "ghostty"))
        {
            return ImageProtocol.Kitty;
        }

        if (Is(program, "iTerm.app") || Is(program, "WezTerm") || Is(variable("LC_TERMINAL"), "iTerm2"))
        {
            return ImageProtocol.ITerm2;
        }

        return Is(program, "mintty") || Begins(term, "foot") || Begins(term, "mlterm") || Begins(term, "contour") || term.IndexOf("sixel", StringComparison.Ordinal) >= 0
            || hasSixel()
            ? ImageProtocol.Sixel
            : ImageProtocol.Block;
    }

    /// <param name="variable">Reads an environment variable.</param>
    /// <param name="isVirtualTerminal">The host passes escape sequences on.</param>
    public static TerminalColour ColourOf(Func<string, string?> variable, bool isVirtualTerminal)
    {
        if (!isVirtualTerminal)
        {
            return TerminalColour.Console;
        }

        string term = variable("TERM") ?? "";
        string program = variable("TERM_PROGRAM") ?? "";
        if (variable("COLORTERM") is "truecolor" or "24bit" || variable("WT_SESSION") is { Length: > 0 }
            || Is(program, "iTerm.app") || Is(program, "WezTerm") || Is(program, "vscode") || Is(program, "mintty") || Is(program, "ghostty")
            || term.EndsWith("-direct", StringComparison.Ordinal) || Begins(term, "xterm-kitty") || Begins(term, "foot") || Begins(term, "alacritty")
            || (term.Length == 0 && Environment.OSVersion.Platform == PlatformID.Win32NT))
        {
            return TerminalColour.True;
        }

        return term.IndexOf("256color", StringComparison.Ordinal) >= 0 ? TerminalColour.Ansi256 : TerminalColour.Ansi16;
    }

    /// <summary>Reads a terminal's answer to the question for its attributes: 4 among them is sixel graphics.</summary>
    public static bool NamesSixel(string answer)
    {
        int start = answer.IndexOf("\u001b[?", StringComparison.Ordinal);
        int end = answer.IndexOf('c', Math.Max(start, 0));
        return start >= 0 && end > start
            && Array.IndexOf(answer.Substring(start + 3, end - start - 3).Split(';'), "4") > 0;
    }

    private static bool Is(string? value, string name) => string.Equals(value, name, StringComparison.OrdinalIgnoreCase);

    private static bool Begins(string value, string name) => value.StartsWith(name, StringComparison.Ordinal);
}

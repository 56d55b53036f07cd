namespace BedrockPS;

/// <summary>Ways to put a picture on a terminal.</summary>
public enum ImageProtocol
{
    /// <summary>The best one the terminal is known to understand.</summary>
    Auto,

    /// <summary>The graphics protocol of kitty, Ghostty and others.</summary>
    Kitty,

    /// <summary>Inline images of iTerm2, WezTerm and others.</summary>
    ITerm2,

    /// <summary>Sixel graphics: foot, mlterm, mintty, xterm, Windows Terminal and others.</summary>
    Sixel,

    /// <summary>Two pixels a character cell, in the colours the terminal has.</summary>
    Block,
}

namespace BedrockPS.Images;

/// <summary>Colours a terminal can show.</summary>
internal enum TerminalColour
{
    /// <summary>The sixteen of the console, through the host and without escape sequences.</summary>
    Console,

    /// <summary>Sixteen, by escape sequences.</summary>
    Ansi16,

    Ansi256,

    /// <summary>24 bits.</summary>
    True,
}

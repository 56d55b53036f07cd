namespace BedrockPS.Shell.Interactive;

internal enum LineEnding
{
    Accepted,

    /// <summary>Ctrl+C.</summary>
    Cancelled,

    /// <summary>Ctrl+D on an empty line, or the end of redirected input.</summary>
    EndOfInput,
}

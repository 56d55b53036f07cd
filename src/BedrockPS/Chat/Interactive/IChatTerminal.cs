namespace BedrockPS.Conversations;

/// <summary>Where a conversation is read from and shown.</summary>
internal interface IChatTerminal
{
    /// <summary>Escape sequences may be written.</summary>
    bool HasColour { get; }

    /// <summary>More has been typed or pasted already.</summary>
    bool HasMoreInput { get; }

    /// <summary>The next line; null: there will be none.</summary>
    string? ReadLine(string prompt);

    void Write(string text);

    void WriteLine(string text);

    /// <summary>A line about something that went wrong.</summary>
    void WriteError(string text);
}

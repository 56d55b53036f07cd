namespace BedrockPS.Local.Simulation;

/// <summary>What a block of an answer holds.</summary>
internal enum BlockKind
{
    Text,
    Reasoning,
    /// <summary>Reasoning the client may only pass on; as base64.</summary>
    Redacted,
    ToolUse,
    /// <summary>Text with the places it was taken from.</summary>
    Cited,
}

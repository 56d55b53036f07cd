namespace BedrockPS.Local.Simulation;

internal enum PartKind
{
    Text,
    /// <summary>An image, document, video or sound.</summary>
    Attachment,
    ToolUse,
    ToolResult,
    /// <summary>Takes part in the count of tokens only.</summary>
    Other,
}

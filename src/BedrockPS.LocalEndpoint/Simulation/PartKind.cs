namespace BedrockPS.Local.Simulation;

internal enum PartKind
{
    Text,
    /// <summary>An image, document, video or sound.</summary>
    Attachment,
    ToolUse,
    ToolResult,
    /// <summary>Thoughts of an earlier answer.</summary>
    Reasoning,
    /// <summary>Takes part in the count of tokens only.</summary>
    Other,
}

namespace BedrockPS;

/// <summary>What a chunk's text is.</summary>
public enum StreamChunkKind
{
    Text,
    Reasoning,
    /// <summary>A fragment of the JSON of a tool call's input.</summary>
    ToolUse,
    /// <summary>Where the text of this block comes from; the chunk's Citation has it.</summary>
    Citation,
    /// <summary>A tool was run between two answers of the model: ToolCall says which and what it gave.</summary>
    ToolCall,
    /// <summary>A content event this version does not know; its text is the event's JSON.</summary>
    Other,
    /// <summary>The last chunk.</summary>
    End,
}

namespace BedrockPS;

/// <summary>What a piece of an agent's, a flow's or a knowledge base's answer is.</summary>
public enum AnswerChunkKind
{
    Text,
    /// <summary>Where a part of the answer comes from; the chunk's Content is the citation.</summary>
    Citation,
    /// <summary>A step on the way to the answer; the chunk's Content is the service's trace.</summary>
    Trace,
    /// <summary>A file the agent made.</summary>
    File,
    /// <summary>The agent or flow asks for something before it goes on.</summary>
    ReturnControl,
    /// <summary>A tool this session ran for the agent; the chunk's Content is the call.</summary>
    ToolCall,
    /// <summary>What a flow's output node gave.</summary>
    Output,
    /// <summary>A guardrail stepped in; the chunk's Content says how.</summary>
    Guardrail,
    /// <summary>An event this version does not know; the chunk's Content has its members.</summary>
    Other,
    /// <summary>The last chunk.</summary>
    End,
}

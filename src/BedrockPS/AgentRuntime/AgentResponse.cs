using System;

namespace BedrockPS;

/// <summary>The whole answer of an agent. Prints as its text.</summary>
public sealed class AgentResponse
{
    /// <summary>The answer; empty where the agent asks its caller for something first.</summary>
    public string Text { get; internal set; } = "";

    /// <summary>The session; given again with -SessionId, the agent remembers what was said.</summary>
    public string SessionId { get; internal set; } = "";

    /// <summary>The memory that outlives sessions, where one was named.</summary>
    public string? MemoryId { get; internal set; }

    /// <summary>The agent that answered; null for one that was made for the call.</summary>
    public string? AgentId { get; internal set; }

    public string? AgentAliasId { get; internal set; }

    public string? Region { get; internal set; }

    /// <summary>Which parts of the text come from which passages of knowledge bases.</summary>
    public KnowledgeCitation[] Citations { get; internal set; } = [];

    /// <summary>Files the agent made.</summary>
    public AgentFile[] Files { get; internal set; } = [];

    /// <summary>The steps on the way, with -Trace.</summary>
    public AgentTrace[] Traces { get; internal set; } = [];

    /// <summary>What the agent asks its caller for before it goes on; null where it has answered.</summary>
    public AgentReturnControl? ReturnControl { get; internal set; }

    /// <summary>Tools the agent had this session run, in order.</summary>
    public ToolCall[] ToolCalls { get; internal set; } = [];

    /// <summary>Tokens of all model calls that traces tell of; null without -Trace.</summary>
    public TokenUsage? Usage { get; internal set; }

    /// <summary>False on an error's PartialAnswer: the stream ended before the agent did.</summary>
    public bool IsComplete { get; internal set; }

    /// <summary>Time from the request to the end of the answer, tools included.</summary>
    public TimeSpan Latency { get; internal set; }

    /// <summary>The service's id of the request, of the last one where there were several.</summary>
    public string? RequestId { get; internal set; }

    /// <summary>The pipeline object it belongs to.</summary>
    public object? InputObject { get; internal set; }

    public override string ToString() => Text;
}

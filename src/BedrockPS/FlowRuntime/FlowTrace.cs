using System;

namespace BedrockPS;

/// <summary>
/// A step in a run of a flow, as its trace tells it or an execution's events do: what went into a node, what came out, which conditions
/// held, what was called, what went wrong.
/// </summary>
public sealed class FlowTrace
{
    internal FlowTrace(string kind, object raw)
    {
        Kind = kind;
        Raw = raw;
    }

    /// <summary>
    /// NodeInput, NodeOutput, Condition, NodeAction, NodeDependency, NodeFailure, FlowInput, FlowOutput or FlowFailure; a kind this
    /// version does not know keeps the service's name.
    /// </summary>
    public string Kind { get; }

    /// <summary>Name of the node; null where the step is the whole flow's.</summary>
    public string? Node { get; internal set; }

    public DateTimeOffset? Time { get; internal set; }

    /// <summary>What went in, a property for each of the node's inputs; null for other kinds.</summary>
    public object? Inputs { get; internal set; }

    /// <summary>What came out, a property for each of the node's outputs; null for other kinds.</summary>
    public object? Outputs { get; internal set; }

    /// <summary>Names of the conditions that hold.</summary>
    public string[] Conditions { get; internal set; } = [];

    /// <summary>What a node called, such as bedrock-runtime:Converse; null for other kinds.</summary>
    public string? Operation { get; internal set; }

    /// <summary>Steps of an agent the node asked.</summary>
    public AgentTrace[] AgentTraces { get; internal set; } = [];

    /// <summary>Why it failed, in a word: VALIDATION, DEPENDENCY_FAILED and the like; null where it did not.</summary>
    public string? ErrorCode { get; internal set; }

    /// <summary>Why it failed.</summary>
    public string? ErrorMessage { get; internal set; }

    /// <summary>The execution whose event it is, as it was named; null in the trace of a call.</summary>
    public string? ExecutionId { get; internal set; }

    /// <summary>All the service said of it.</summary>
    public object Raw { get; }

    public override string ToString() => Node is null ? Kind : $"{Kind} {Node}";
}

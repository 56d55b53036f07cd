using System;
using System.Collections.Generic;

namespace BedrockPS.Local.Flows;

/// <summary>Something that happened in a run.</summary>
internal sealed class FlowEvent
{
    /// <param name="kind">What it is.</param>
    /// <param name="node">Where it happened.</param>
    /// <param name="members">What is said of it beside node and time.</param>
    public FlowEvent(FlowEventKind kind, FlowNode node, Dictionary<string, object?> members)
    {
        Kind = kind;
        Node = node;
        Members = members;
    }

    public FlowEventKind Kind { get; }

    public FlowNode Node { get; }

    public Dictionary<string, object?> Members { get; }

    public DateTimeOffset Time { get; } = DateTimeOffset.UtcNow;
}

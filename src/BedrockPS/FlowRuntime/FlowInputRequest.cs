using BedrockPS.FlowRuntime;

namespace BedrockPS;

/// <summary>A node of a flow, an agent as a rule, wants more before it goes on. Invoke-BRFlow -Continue gives it.</summary>
public sealed class FlowInputRequest
{
    public FlowInputRequest(string node, string nodeType, object? content)
    {
        Node = node;
        NodeType = nodeType;
        Content = content;
    }

    /// <summary>Name of the node that asks.</summary>
    public string Node { get; }

    /// <summary>What kind of node it is, as the service calls it.</summary>
    public string NodeType { get; }

    /// <summary>What it asks.</summary>
    public object? Content { get; }

    public override string ToString() => FlowDocument.ToText(Content);
}

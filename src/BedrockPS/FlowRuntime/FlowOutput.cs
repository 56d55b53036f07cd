using BedrockPS.FlowRuntime;

namespace BedrockPS;

/// <summary>What an output node of a flow gave.</summary>
public sealed class FlowOutput
{
    public FlowOutput(string node, string nodeType, object? content)
    {
        Node = node;
        NodeType = nodeType;
        Content = content;
    }

    /// <summary>Name of the node.</summary>
    public string Node { get; }

    /// <summary>FlowOutputNode, as the service calls it.</summary>
    public string NodeType { get; }

    /// <summary>Text, a number, an object or a list, as the flow made it.</summary>
    public object? Content { get; }

    public override string ToString() => FlowDocument.ToText(Content);
}

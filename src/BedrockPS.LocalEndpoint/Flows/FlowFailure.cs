using System;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Flows;

/// <summary>A node could not do its work, which ends the run.</summary>
internal sealed class FlowFailure : Exception
{
    /// <param name="node">Name of the node.</param>
    /// <param name="code">As an execution's events say it: VALIDATION, DEPENDENCY_FAILED, BAD_GATEWAY or INTERNAL_SERVER.</param>
    /// <param name="message">What is wrong.</param>
    public FlowFailure(string node, string code, string message)
        : base(message)
    {
        Node = node;
        Code = code;
    }

    public string Node { get; }

    public string Code { get; }

    public static FlowFailure Invalid(FlowNode node, string message) => new(node.Name, "VALIDATION", message);

    /// <summary>What a node called refuses it.</summary>
    public static FlowFailure Of(FlowNode node, ServiceFault fault) =>
        new(node.Name, fault.Code == "ValidationException" ? "VALIDATION" : "DEPENDENCY_FAILED", $"The node {node.Name} failed: {fault.Message}");

    /// <summary>The same as the error of a call.</summary>
    public ServiceFault ToFault() => Code == "VALIDATION"
        ? ServiceFault.Validation(Message)
        : new ServiceFault(424, "DependencyFailedException", Message);
}

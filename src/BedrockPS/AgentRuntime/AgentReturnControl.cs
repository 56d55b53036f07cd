using System.Linq;

namespace BedrockPS;

/// <summary>An agent's request to its caller, on whose results it waits before it goes on.</summary>
public sealed class AgentReturnControl
{
    internal AgentReturnControl(string invocationId, AgentInvocation[] invocations)
    {
        InvocationId = invocationId;
        Invocations = invocations;
    }

    /// <summary>The service's id of the request; goes back with the results.</summary>
    public string InvocationId { get; }

    /// <summary>What is to be done, all of it before the agent goes on.</summary>
    public AgentInvocation[] Invocations { get; }

    public override string ToString() => string.Join("; ", Invocations.Select(static invocation => invocation.ToString()));
}

using System.Collections.Generic;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Agents;

/// <summary>Something an agent can have done: a function of an action group, or an operation of its API.</summary>
internal sealed class AgentAction
{
    public AgentAction(string group, ToolSpec tool)
    {
        Group = group;
        Tool = tool;
    }

    public string Group { get; }

    /// <summary>What the model is told of it.</summary>
    public ToolSpec Tool { get; }

    /// <summary>Name of the function; null for an operation of an API.</summary>
    public string? Function { get; init; }

    public string? ApiPath { get; init; }

    /// <summary>GET, POST and so on.</summary>
    public string? Method { get; init; }

    /// <summary>Types of the parameters by name.</summary>
    public Dictionary<string, string> Types { get; init; } = [];

    /// <summary>Parameters of an operation that travel in its body.</summary>
    public HashSet<string> InBody { get; init; } = [];

    /// <summary>The caller does it, and not a Lambda function.</summary>
    public bool IsReturned { get; init; }

    /// <summary>The user is to agree first.</summary>
    public bool NeedsConfirmation { get; init; }

    public string InvocationType => !NeedsConfirmation ? "RESULT" : IsReturned ? "USER_CONFIRMATION_AND_RESULT" : "USER_CONFIRMATION";
}

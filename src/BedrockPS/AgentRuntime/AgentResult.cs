using System.Collections.Generic;

namespace BedrockPS.AgentRuntime;

/// <summary>What goes back to an agent for one thing it asked for.</summary>
internal sealed class AgentResult
{
    /// <summary>The agent reads what went wrong and goes on.</summary>
    public const string Reprompt = "REPROMPT";

    /// <summary>The service gives the answer up with DependencyFailedException.</summary>
    public const string Failure = "FAILURE";

    private const int Succeeded = 200;
    private const int Failed = 500;

    private readonly AgentInvocation _invocation;

    public AgentResult(AgentInvocation invocation) => _invocation = invocation;

    /// <summary>What the agent reads; null where it wants nothing but a yes or no.</summary>
    public string? Body { get; init; }

    /// <summary>Whether the user agrees; null where nobody was asked to.</summary>
    public bool? IsConfirmed { get; init; }

    /// <summary>REPROMPT or FAILURE; null for a success.</summary>
    public string? State { get; init; }

    public Dictionary<string, object?> ToMember()
    {
        Dictionary<string, object?> members = new() { ["actionGroup"] = _invocation.ActionGroup };
        if (_invocation.Function is string function)
        {
            members["function"] = function;
        }
        else
        {
            members["apiPath"] = _invocation.ApiPath;
            members["httpMethod"] = _invocation.HttpMethod;
        }

        Add(members, "agentId", _invocation.AgentId);
        Add(members, "confirmationState", IsConfirmed is bool confirmed ? confirmed ? "CONFIRM" : "DENY" : null);
        Add(members, "responseState", State);
        if (Body is not null)
        {
            string type = _invocation.Function is null ? "application/json" : "TEXT";
            members["responseBody"] = new Dictionary<string, object?> { [type] = new Dictionary<string, object?> { ["body"] = Body } };
            if (_invocation.Function is null)
            {
                members["httpStatusCode"] = State is null ? Succeeded : Failed;
            }
        }

        return new Dictionary<string, object?> { [_invocation.Function is null ? "apiResult" : "functionResult"] = members };
    }

    private static void Add(Dictionary<string, object?> members, string name, string? value)
    {
        if (value is not null)
        {
            members[name] = value;
        }
    }
}

using System;
using System.Collections.Generic;

namespace BedrockPS.AgentRuntime;

/// <summary>One invocation of an agent: the operation and its members.</summary>
internal sealed class AgentRequest
{
    public const string Service = "bedrock-agent-runtime";
    public const string InvokeAgent = "InvokeAgent";
    public const string InvokeInlineAgent = "InvokeInlineAgent";

    private const string State = "sessionState";
    private const string InlineState = "inlineSessionState";
    private const string Results = "returnControlInvocationResults";

    public AgentRequest(string operation, string sessionId)
    {
        Operation = operation;
        SessionId = sessionId;
        Members["sessionId"] = sessionId;
    }

    public string Operation { get; }

    public string SessionId { get; }

    public bool IsInline => Operation == InvokeInlineAgent;

    public Dictionary<string, object?> Members { get; } = [];

    public string? AgentId => Members.TryGetValue("agentId", out object? id) ? id as string : null;

    public string? AgentAliasId => Members.TryGetValue("agentAliasId", out object? id) ? id as string : null;

    /// <summary>The session ends with this, so that there need be no answer.</summary>
    public bool EndsSession => Members.TryGetValue("endSession", out object? end) && end is true;

    public static string NewSessionId() => Guid.NewGuid().ToString();

    /// <summary>Sets a member; null leaves it out.</summary>
    public void Set(string member, object? value)
    {
        if (value is not null)
        {
            Members[member] = value;
        }
    }

    /// <summary>Sets a member of the session's state; null leaves it out.</summary>
    public void SetState(string member, object? value)
    {
        if (value is null)
        {
            return;
        }

        string name = IsInline ? InlineState : State;
        if (!Members.TryGetValue(name, out object? state))
        {
            Members[name] = state = new Dictionary<string, object?>();
        }

        ((Dictionary<string, object?>)state!)[member] = value;
    }

    /// <summary>The request that brings an agent what it has asked for. All of it but the question goes along once more.</summary>
    public AgentRequest Continue(string invocationId, List<object?> results)
    {
        AgentRequest next = new(Operation, SessionId);
        foreach (KeyValuePair<string, object?> member in Members)
        {
            if (member.Key != "inputText")
            {
                next.Members[member.Key] = member.Value is Dictionary<string, object?> map ? new Dictionary<string, object?>(map) : member.Value;
            }
        }

        if (next.Members.TryGetValue(IsInline ? InlineState : State, out object? state))
        {
            // What came with the question is in the session by now.
            ((Dictionary<string, object?>)state!).Remove("files");
            ((Dictionary<string, object?>)state!).Remove("conversationHistory");
        }

        next.SetState("invocationId", invocationId);
        next.SetState(Results, results);
        return next;
    }
}

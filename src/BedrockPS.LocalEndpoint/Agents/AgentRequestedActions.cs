using System;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Agents;

/// <summary>What an agent has asked its caller for.</summary>
internal sealed class AgentRequestedActions
{
    public string InvocationId { get; } = Guid.NewGuid().ToString();

    /// <summary>The actions and the ids of their calls.</summary>
    public List<(AgentAction Action, string CallId)> Actions { get; } = [];

    /// <summary>The caller's results, one for each action, in the order they were asked for.</summary>
    /// <exception cref="ServiceFault">ValidationException: they are not what was asked for.</exception>
    public List<(AgentAction Action, string CallId, Dictionary<string, object?> Result)> Match(string? invocationId, IEnumerable<Dictionary<string, object?>> results)
    {
        if (invocationId != InvocationId)
        {
            throw ServiceFault.Validation($"The invocation id '{invocationId}' does not match the one that was returned.");
        }

        List<Dictionary<string, object?>> given = results.Select(static result => result.Map("functionResult") ?? result.Map("apiResult") ?? []).ToList();
        List<(AgentAction, string, Dictionary<string, object?>)> matched = [];
        foreach ((AgentAction action, string callId) in Actions)
        {
            int at = given.FindIndex(result => Fits(result, action));
            if (at < 0)
            {
                throw ServiceFault.Validation($"There is no result for {action.Function ?? action.Method + " " + action.ApiPath} of the action group '{action.Group}'.");
            }

            matched.Add((action, callId, given[at]));
            given.RemoveAt(at);
        }

        return given.Count == 0 ? matched : throw ServiceFault.Validation("There are results of actions that were not returned.");
    }

    private static bool Fits(Dictionary<string, object?> result, AgentAction action) => result.Text("actionGroup") == action.Group
        && (action.Function is string function
            ? result.Text("function") == function
            : result.Text("apiPath") == action.ApiPath && string.Equals(result.Text("httpMethod"), action.Method, StringComparison.OrdinalIgnoreCase));
}

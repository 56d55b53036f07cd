using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Agents;

/// <summary>A call of an action as events tell of it: its parameters are texts with a type beside each.</summary>
internal static class AgentCallText
{
    /// <summary>As the caller is asked for it.</summary>
    public static Dictionary<string, object?> Input(AgentTarget target, AgentAction action, string inputJson)
    {
        Dictionary<string, object?> members = new()
        {
            ["actionGroup"] = action.Group,
            ["actionInvocationType"] = action.InvocationType,
        };
        if (!target.IsInline)
        {
            members["agentId"] = target.Agent;
        }

        if (action.Function is string function)
        {
            members["function"] = function;
            members["parameters"] = Parameters(action, inputJson, isBody: null);
            return AgentEvents.Map("functionInvocationInput", members);
        }

        members["apiPath"] = action.ApiPath;
        members["httpMethod"] = action.Method;
        members["parameters"] = Parameters(action, inputJson, isBody: false);
        if (Parameters(action, inputJson, isBody: true) is { Count: > 0 } body)
        {
            members["requestBody"] = AgentEvents.Map("content", AgentEvents.Map("application/json", AgentEvents.Map("properties", body)));
        }

        return AgentEvents.Map("apiInvocationInput", members);
    }

    /// <summary>As a trace tells of it.</summary>
    public static Dictionary<string, object?> Trace(AgentAction action, string inputJson, string? invocationId)
    {
        Dictionary<string, object?> call = new()
        {
            ["actionGroupName"] = action.Group,
            ["executionType"] = action.IsReturned ? "RETURN_CONTROL" : "LAMBDA",
            ["parameters"] = Parameters(action, inputJson, isBody: action.Function is null ? false : null),
        };
        if (action.Function is string function)
        {
            call["function"] = function;
        }
        else
        {
            call["apiPath"] = action.ApiPath;
            call["verb"] = action.Method!.ToLowerInvariant();
            if (Parameters(action, inputJson, isBody: true) is { Count: > 0 } body)
            {
                call["requestBody"] = AgentEvents.Map("content", AgentEvents.Map("application/json", body));
            }
        }

        if (invocationId is not null)
        {
            call["invocationId"] = invocationId;
        }

        return new() { ["invocationType"] = "ACTION_GROUP", ["actionGroupInvocationInput"] = call };
    }

    private static List<object?> Parameters(AgentAction action, string inputJson, bool? isBody)
    {
        Dictionary<string, object?> given;
        try
        {
            given = JsonText.Parse(ValueBytes.Utf8.GetBytes(inputJson)) as Dictionary<string, object?> ?? [];
        }
        catch (JsonException)
        {
            given = [];
        }

        return given
            .Where(parameter => isBody is null || action.InBody.Contains(parameter.Key) == isBody)
            .Select(parameter => (object?)new Dictionary<string, object?>
            {
                ["name"] = parameter.Key,
                ["type"] = action.Types.TryGetValue(parameter.Key, out string? type) ? type : "string",
                ["value"] = parameter.Value as string ?? JsonText.Of(parameter.Value),
            })
            .ToList();
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.AgentRuntime;
using BedrockPS.Api;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS.FlowRuntime;

/// <summary>Reads the steps of a run: the trace of a call and the events of an execution tell the same in nearly the same words.</summary>
internal static class FlowTraceReader
{
    private static readonly string[] s_endings = ["Trace", "Event"];

    /// <summary>The step in a union of traces or events.</summary>
    /// <param name="union">The union's only member, and what a newer service may have added.</param>
    /// <param name="shape">Its shape.</param>
    public static FlowTrace Read(IReadOnlyDictionary<string, object?> union, ShapeDescription? shape)
    {
        KeyValuePair<string, object?> member = union.FirstOrDefault(static entry => entry.Value is Dictionary<string, object?>);
        IReadOnlyDictionary<string, object?> step = member.Value as IReadOnlyDictionary<string, object?> ?? union;
        FlowTrace trace = new(KindOf(member.Key ?? ""), ResourceObject.From(shape?.Name ?? "FlowTrace", union, shape))
        {
            Node = step.Text("nodeName") is { Length: > 0 } node ? node : null,
            Time = step.Time("timestamp"),
            Conditions = [.. step.Maps("satisfiedConditions").Select(static condition => condition.Text("conditionName"))],
            ErrorCode = NullIfEmpty(step.Text("errorCode")),
            ErrorMessage = NullIfEmpty(step.Text("errorMessage")),
        };
        if (trace.Kind.EndsWith("Input", StringComparison.Ordinal))
        {
            trace.Inputs = Fields(step);
        }
        else if (trace.Kind.EndsWith("Output", StringComparison.Ordinal))
        {
            trace.Outputs = Fields(step);
        }
        else if (trace.Kind == "NodeAction")
        {
            trace.Operation = $"{step.Text("serviceName")}:{step.Text("operationName")}";
            trace.Inputs = step.TryGetValue("operationRequest", out object? request) ? FlowDocument.Show(request) : null;
            trace.Outputs = step.TryGetValue("operationResponse", out object? response) ? FlowDocument.Show(response) : null;
        }
        else if (trace.Kind == "NodeDependency")
        {
            ShapeDescription? part = shape?.FindMember(member.Key!)?.Shape.FindMember("traceElements")?.Shape.FindMember("agentTraces")?.Shape.Element;
            trace.AgentTraces =
            [
                .. step.Map("traceElements").Maps("agentTraces").OfType<Dictionary<string, object?>>().Select(agent => AgentTraceReader.Read(agent, part)),
            ];
        }

        return trace;
    }

    /// <summary>nodeInputTrace and nodeInputEvent are a NodeInput, whatever the service calls the condition's result.</summary>
    private static string KindOf(string name)
    {
        if (name.StartsWith("condition", StringComparison.Ordinal))
        {
            return "Condition";
        }

        string ending = s_endings.FirstOrDefault(ending => name.EndsWith(ending, StringComparison.Ordinal)) ?? "";
        return ResourceObject.Pascal(name.Substring(0, name.Length - ending.Length));
    }

    private static object Fields(IReadOnlyDictionary<string, object?> step) => FlowDocument.Show(step.Maps("fields").Select(static field =>
    {
        string name = new[] { "name", "nodeInputName", "nodeOutputName" }.Select(field.Text).FirstOrDefault(static text => text.Length > 0) ?? "";
        field.Map("content").TryGetValue("document", out object? content);
        return new KeyValuePair<string, object?>(name, content);
    }));

    private static string? NullIfEmpty(string text) => text.Length > 0 ? text : null;
}

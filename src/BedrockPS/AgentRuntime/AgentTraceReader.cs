using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS.AgentRuntime;

/// <summary>
/// Reads trace events. A trace is a union in a union: preProcessingTrace, orchestrationTrace and their like, each with one of several
/// steps; those of a newer service are named after their members.
/// </summary>
internal static class AgentTraceReader
{
    private const string Suffix = "Trace";
    private const int MaxExcerpt = 200;

    private static readonly Dictionary<string, string> s_steps = new(StringComparer.Ordinal)
    {
        ["modelInvocationInput"] = "ModelInput",
        ["modelInvocationOutput"] = "ModelOutput",
        ["rationale"] = "Rationale",
        ["actionGroupInvocationInput"] = "ActionGroup",
        ["agentCollaboratorInvocationInput"] = "Collaborator",
        ["codeInterpreterInvocationInput"] = "CodeInterpreter",
        ["knowledgeBaseLookupInput"] = "KnowledgeBase",
        ["actionGroupInvocationOutput"] = "ActionGroupResult",
        ["agentCollaboratorInvocationOutput"] = "CollaboratorResult",
        ["codeInterpreterInvocationOutput"] = "CodeInterpreterResult",
        ["knowledgeBaseLookupOutput"] = "KnowledgeBaseResult",
        ["finalResponse"] = "FinalResponse",
        ["repromptResponse"] = "Reprompt",
        ["event"] = "Event",
    };

    /// <param name="content">The event.</param>
    /// <param name="shape">Its shape; null: nothing is known.</param>
    public static AgentTrace Read(Dictionary<string, object?> content, ShapeDescription? shape)
    {
        KeyValuePair<string, IReadOnlyDictionary<string, object?>> phase = Only(content.Map("trace"));
        string kind = phase.Key.EndsWith(Suffix, StringComparison.Ordinal) ? phase.Key.Substring(0, phase.Key.Length - Suffix.Length) : phase.Key;
        (string step, IReadOnlyDictionary<string, object?> detail, string? traceId) = StepOf(phase.Key, phase.Value);
        IReadOnlyDictionary<string, object?> metadata = detail.Map("metadata");
        return new AgentTrace(content, shape)
        {
            Kind = Pascal(kind),
            Step = step,
            TraceId = traceId,
            Collaborator = Or(content.Text("collaboratorName"), null),
            Time = content.Time("eventTime") ?? metadata.Time("startTime"),
            Text = GistOf(step, detail),
            Usage = UsageOf(metadata.Map("usage")),
            Duration = Number(metadata, "totalTimeMs") is long milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
        };
    }

    private static (string Step, IReadOnlyDictionary<string, object?> Detail, string? TraceId) StepOf(
        string phase, IReadOnlyDictionary<string, object?> members)
    {
        if (phase == "guardrailTrace")
        {
            return (Pascal(Or(members.Text("action"), "NONE")!.ToLowerInvariant()), members, Or(members.Text("traceId"), null));
        }

        if (phase == "failureTrace")
        {
            return ("Failure", members, Or(members.Text("traceId"), null));
        }

        KeyValuePair<string, IReadOnlyDictionary<string, object?>> step = Only(members);
        string? traceId = Or(step.Value.Text("traceId"), Or(members.Text("traceId"), null));
        if (step.Key is "invocationInput" or "observation")
        {
            // A type and an id beside the one thing it is about.
            KeyValuePair<string, IReadOnlyDictionary<string, object?>> inner = Only(step.Value);
            return inner.Key.Length > 0 ? (NameOf(inner.Key), inner.Value, traceId) : (Pascal(step.Key), step.Value, traceId);
        }

        return (NameOf(step.Key), step.Value, traceId);
    }

    private static string GistOf(string step, IReadOnlyDictionary<string, object?> detail) => step switch
    {
        "ActionGroup" => CallOf(detail),
        "KnowledgeBase" => $"{detail.Text("knowledgeBaseId")}: {detail.Text("text")}",
        "KnowledgeBaseResult" => FoundOf(detail),
        "CodeInterpreter" => detail.Text("code"),
        "CodeInterpreterResult" => Or(detail.Text("executionError"), detail.Text("executionOutput"))!,
        "Collaborator" => $"{detail.Text("agentCollaboratorName")}: {detail.Map("input").Text("text")}",
        "CollaboratorResult" => $"{detail.Text("agentCollaboratorName")}: {detail.Map("output").Text("text")}",
        "ModelOutput" => Or(detail.Map("parsedResponse").Text("rationale"), Or(detail.Map("parsedResponse").Text("text"), detail.Map("rawResponse").Text("content")))!,
        "Failure" => detail.Text("failureReason"),
        _ => detail.Text("text"),
    };

    /// <summary>The call of an action group, as "group: name(parameter: value)".</summary>
    private static string CallOf(IReadOnlyDictionary<string, object?> detail)
    {
        IEnumerable<IReadOnlyDictionary<string, object?>> parameters = detail.Maps("parameters");
        foreach (object? body in detail.Map("requestBody").Map("content").Values)
        {
            parameters = parameters.Concat((body as IEnumerable<object?>)?.OfType<IReadOnlyDictionary<string, object?>>() ?? []);
        }

        string name = Or(detail.Text("function"), $"{detail.Text("verb")} {detail.Text("apiPath")}")!;
        string given = string.Join(", ", parameters.Select(static parameter => $"{parameter.Text("name")}: {parameter.Text("value")}"));
        return $"{detail.Text("actionGroupName")}: {name}({given})";
    }

    private static string FoundOf(IReadOnlyDictionary<string, object?> detail)
    {
        StringBuilder text = new();
        int count = 0;
        foreach (IReadOnlyDictionary<string, object?> reference in detail.Maps("retrievedReferences"))
        {
            string passage = reference.Map("content").Text("text");
            text.Append(text.Length == 0 ? "" : " | ").Append(passage.Length > MaxExcerpt ? passage.Substring(0, MaxExcerpt) + "…" : passage);
            count++;
        }

        return string.Format(CultureInfo.InvariantCulture, "{0} passages{1}{2}", count, count == 0 ? "" : ": ", text);
    }

    private static TokenUsage? UsageOf(IReadOnlyDictionary<string, object?> usage)
    {
        long? input = Number(usage, "inputTokens");
        long? output = Number(usage, "outputTokens");
        return input is null && output is null
            ? null
            : new TokenUsage { InputTokens = input ?? 0, OutputTokens = output ?? 0, TotalTokens = (input ?? 0) + (output ?? 0) };
    }

    /// <summary>The one structure among some members; an empty name where there is none.</summary>
    private static KeyValuePair<string, IReadOnlyDictionary<string, object?>> Only(IReadOnlyDictionary<string, object?> members)
    {
        foreach (KeyValuePair<string, object?> member in members)
        {
            if (member.Key != "metadata" && member.Value is IReadOnlyDictionary<string, object?> inner)
            {
                return new KeyValuePair<string, IReadOnlyDictionary<string, object?>>(member.Key, inner);
            }
        }

        return new KeyValuePair<string, IReadOnlyDictionary<string, object?>>("", new Dictionary<string, object?>());
    }

    private static string NameOf(string member) => s_steps.TryGetValue(member, out string? step) ? step : Pascal(member);

    private static string Pascal(string name) => Api.ResourceObject.Pascal(name);

    private static string? Or(string text, string? other) => text.Length > 0 ? text : other;

    private static long? Number(IReadOnlyDictionary<string, object?> members, string name) =>
        members.TryGetValue(name, out object? value) && value is IConvertible number and not (string or bool)
            ? Convert.ToInt64(number, CultureInfo.InvariantCulture)
            : null;
}

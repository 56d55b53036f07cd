using System;
using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Api;
using BedrockPS.Protocol;

namespace BedrockPS;

/// <summary>One step on an agent's way to its answer. Prints as what it did and said.</summary>
public sealed class AgentTrace
{
    private readonly IReadOnlyDictionary<string, object?> _content;
    private readonly ShapeDescription? _shape;
    private PSObject? _raw;

    internal AgentTrace(IReadOnlyDictionary<string, object?> content, ShapeDescription? shape)
    {
        _content = content;
        _shape = shape;
    }

    /// <summary>
    /// Phase: PreProcessing, Orchestration, PostProcessing, RoutingClassifier, Guardrail, Failure or CustomOrchestration; others may come.
    /// </summary>
    public string Kind { get; internal init; } = "";

    /// <summary>
    /// What happened in it: ModelInput, ModelOutput, Rationale, ActionGroup, KnowledgeBase, CodeInterpreter, Collaborator, the same with
    /// Result after it, FinalResponse, Reprompt and so on.
    /// </summary>
    public string Step { get; internal init; } = "";

    /// <summary>Steps that belong together have the same.</summary>
    public string? TraceId { get; internal init; }

    /// <summary>The collaborator whose step it is; null for the agent's own.</summary>
    public string? Collaborator { get; internal init; }

    public DateTimeOffset? Time { get; internal init; }

    /// <summary>The gist: a rationale, what was asked of a tool or knowledge base, what came back.</summary>
    public string Text { get; internal init; } = "";

    /// <summary>Tokens of the model call this step tells of; null where it tells of none.</summary>
    public TokenUsage? Usage { get; internal init; }

    /// <summary>How long the step took, where the service says.</summary>
    public TimeSpan? Duration { get; internal init; }

    /// <summary>All the service sent, as an object.</summary>
    public PSObject Raw => _raw ??= ResourceObject.From("AgentTraceEvent", _content, _shape);

    public override string ToString() => Text.Length == 0 ? $"{Kind} {Step}" : $"{Kind} {Step}: {Text}";
}

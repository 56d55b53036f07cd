using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Inference;

namespace BedrockPS.Cmdlets;

/// <content>Guardrails.</content>
public abstract partial class InferenceCmdlet
{
    private static readonly string[] s_traces = ["disabled", "enabled", "enabled_full"];
    private static readonly string[] s_streamModes = ["sync", "async"];

    /// <summary>Guardrail the call passes through: id or ARN, with :version after it. Without a version its draft.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(GuardrailCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Guardrail { get; set; }

    /// <summary>enabled to have what the guardrail found in the answer's Guardrail, enabled_full for all it looked at; disabled.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(GuardrailTraceCompleter))]
    [ValidateNotNullOrEmpty]
    public string? GuardrailTrace { get; set; }

    /// <summary>
    /// Of streams: sync holds each piece back until the guardrail has seen it, async lets pieces through meanwhile. The service's own
    /// is sync.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(GuardrailStreamModeCompleter))]
    [ValidateNotNullOrEmpty]
    public string? GuardrailStreamMode { get; set; }

    partial void AddGuardrail(InferenceRequest settings)
    {
        if (Guardrail is null && GuardrailTrace is null && GuardrailStreamMode is null)
        {
            return;
        }

        GuardrailSettings guardrail = Guardrail is null ? new GuardrailSettings() : GuardrailSettings.Parse(Guardrail);
        guardrail.Trace = OneOf(GuardrailTrace, "-GuardrailTrace", s_traces);
        guardrail.StreamMode = OneOf(GuardrailStreamMode, "-GuardrailStreamMode", s_streamModes);
        settings.Guardrail = guardrail;
    }

    partial void PrepareGuardrail(InferenceRequest request) => request.Guardrail?.Check();

    partial void InspectGuardrail(ModelResponse response) => WarnOfGuardrail(response.Guardrail);

    private protected void WarnOfGuardrail(GuardrailOutcome? outcome)
    {
        if (outcome is not { Intervened: true })
        {
            return;
        }

        string[] acted = outcome.Finding.Where(static finding => finding.Intervened).Select(Describe).Distinct().ToArray();
        WriteWarning(acted.Length > 0
            ? $"A guardrail intervened: {string.Join("; ", acted)}."
            : "A guardrail intervened; -GuardrailTrace enabled tells which of its policies did.");
    }

    /// <summary>A custom word is named by itself, and warnings end up in logs: it is counted among the words.</summary>
    private static string Describe(GuardrailFinding finding)
    {
        string name = finding.Name == finding.Match ? "" : $" '{finding.Name}'";
        return $"{finding.Policy} policy{name} {(finding.Action == "BLOCKED" ? "blocked" : "masked")} the {finding.Source.ToLowerInvariant()}";
    }

    private static string? OneOf(string? value, string parameter, IReadOnlyList<string> known)
    {
        if (value is null)
        {
            return null;
        }

        string word = value.Trim().ToLowerInvariant();
        return known.Contains(word) ? word : throw new BedrockException("ParameterInvalid", $"{parameter} is one of {string.Join(", ", known)}, not '{value}'.")
        {
            RecommendedAction = "Give one of them, or leave the parameter out.",
        };
    }
}

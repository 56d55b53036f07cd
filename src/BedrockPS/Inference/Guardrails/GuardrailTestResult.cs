using System.Management.Automation;
using BedrockPS.Inference;

namespace BedrockPS;

/// <summary>What a guardrail, or checks without one, made of one text.</summary>
public sealed class GuardrailTestResult
{
    private readonly GuardrailTestInput _input;
    private readonly GuardrailOutcome _outcome;

    internal GuardrailTestResult(GuardrailTestInput input, GuardrailOutcome outcome)
    {
        _input = input;
        _outcome = outcome;
    }

    /// <summary>What was piped or given.</summary>
    public object? InputObject => _input.InputObject;

    /// <summary>The text that was looked at; null for an image alone.</summary>
    public string? Text => _input.Text;

    /// <summary>What may be passed on: the guardrail's own words or the masked text where it intervened, else the text as it was.</summary>
    public string? Output { get; internal set; }

    /// <summary>INPUT when it was looked at as what a user says, OUTPUT as what a model says.</summary>
    public string Source => _input.Source;

    /// <summary>The guardrail as it was named; null for checks without one.</summary>
    public string? Guardrail => _input.Guardrail;

    /// <summary>Version of the guardrail; null for checks without one.</summary>
    public string? GuardrailVersion => _input.Version;

    /// <summary>The guardrail blocked or masked something.</summary>
    public bool Intervened => _outcome.Intervened;

    /// <summary>GUARDRAIL_INTERVENED or NONE.</summary>
    public string Action => _outcome.Action;

    /// <summary>The service's words for why; null where it gives none.</summary>
    public string? Reason => _outcome.Reason;

    /// <summary>Policies that acted.</summary>
    public string[] Policy => _outcome.Policy;

    /// <summary>What was found, acted upon or not.</summary>
    public GuardrailFinding[] Finding => _outcome.Finding;

    /// <summary>The assessments as the service gives them.</summary>
    public PSObject[] Assessment => _outcome.Assessment;

    /// <summary>Units each policy or check is charged for; a unit is up to 1000 characters.</summary>
    public PSObject? Usage { get; internal set; }

    /// <summary>How much of what was given was looked at.</summary>
    public PSObject? Coverage { get; internal set; }

    /// <summary>What may be passed on.</summary>
    public override string ToString() => Output ?? Action;
}

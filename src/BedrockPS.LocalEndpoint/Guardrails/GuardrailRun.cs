using System.Collections.Generic;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Guardrails;

/// <summary>What a guardrail did to one inference.</summary>
internal sealed class GuardrailRun
{
    private readonly GuardrailVersion _guardrail;
    private readonly bool _isTraced;
    private readonly bool _isFull;

    /// <param name="guardrail">Which one.</param>
    /// <param name="trace">enabled, enabled_full or disabled, in any case; null is disabled.</param>
    public GuardrailRun(GuardrailVersion guardrail, string? trace)
    {
        _guardrail = guardrail;
        _isFull = string.Equals(trace, "enabled_full", System.StringComparison.OrdinalIgnoreCase);
        _isTraced = _isFull || string.Equals(trace, "enabled", System.StringComparison.OrdinalIgnoreCase);
    }

    public GuardrailVerdict? Input { get; set; }

    public GuardrailVerdict? Output { get; set; }

    /// <summary>What the model said before the guardrail took it away.</summary>
    public string? ModelOutput { get; set; }

    public bool Intervened => Input?.Intervenes == true || Output?.Intervenes == true;

    /// <summary>The trace as JSON; null when none was asked for.</summary>
    public string? Trace
    {
        get
        {
            if (!_isTraced)
            {
                return null;
            }

            Dictionary<string, object?> trace = [];
            if (ModelOutput is not null)
            {
                trace["modelOutput"] = new List<object?> { ModelOutput };
            }

            string id = _guardrail.Resource.Id;
            if (Input is not null)
            {
                trace["inputAssessment"] = new Dictionary<string, object?> { [id] = Assess(Input) };
            }

            if (Output is not null)
            {
                trace["outputAssessments"] = new Dictionary<string, object?> { [id] = new List<object?> { Assess(Output) } };
            }

            if (Intervened)
            {
                trace["actionReason"] = "Guardrail intervened.";
            }

            return JsonText.Of(trace);
        }
    }

    private Dictionary<string, object?> Assess(GuardrailVerdict verdict)
    {
        Dictionary<string, object?> assessment = verdict.ToAssessment(_isFull ? _guardrail.Config : null);
        assessment["invocationMetrics"] = GuardrailUsage.Metrics(_guardrail.Config, verdict.Checked);
        assessment["appliedGuardrailDetails"] = new Dictionary<string, object?>
        {
            ["guardrailId"] = _guardrail.Resource.Id,
            ["guardrailVersion"] = _guardrail.Version,
            ["guardrailArn"] = _guardrail.Resource.Arn,
            ["guardrailOrigin"] = new List<object?> { "REQUEST" },
            ["guardrailOwnership"] = "SELF",
        };
        return assessment;
    }
}

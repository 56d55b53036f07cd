using System.Collections.Generic;
using BedrockPS.Local.Resources;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Guardrails;

/// <summary>What a guardrail did to one inference.</summary>
internal sealed class GuardrailRun
{
    private readonly Resource _guardrail;
    private readonly bool _isTraced;

    public GuardrailRun(Resource guardrail, bool isTraced)
    {
        _guardrail = guardrail;
        _isTraced = isTraced;
    }

    public GuardrailVerdict? Input { get; set; }

    public GuardrailVerdict? Output { get; set; }

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
            if (Input is not null)
            {
                trace["inputAssessment"] = new Dictionary<string, object?> { [_guardrail.Id] = Input.ToAssessment() };
            }

            if (Output is not null)
            {
                trace["outputAssessments"] = new Dictionary<string, object?>
                {
                    [_guardrail.Id] = new List<object?> { Output.ToAssessment() },
                };
            }

            if (Intervened)
            {
                trace["actionReason"] = "Guardrail intervened.";
            }

            return JsonText.Of(trace);
        }
    }
}

using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace BedrockPS;

/// <summary>What a guardrail did to a call. Without a trace it says that the guardrail intervened, and no more.</summary>
public sealed class GuardrailOutcome
{
    internal GuardrailOutcome(bool stopped, GuardrailFinding[] findings, PSObject[] assessments, string? reason)
    {
        Finding = findings;
        Assessment = assessments;
        Reason = reason;
        Intervened = stopped || findings.Any(static finding => finding.Intervened);
        Policy = findings.Where(static finding => finding.Intervened).Select(static finding => finding.Policy).Distinct().ToArray();
    }

    /// <summary>The guardrail blocked or changed something: the answer is not the model's alone.</summary>
    public bool Intervened { get; }

    /// <summary>GUARDRAIL_INTERVENED or NONE.</summary>
    public string Action => Intervened ? "GUARDRAIL_INTERVENED" : "NONE";

    /// <summary>The service's words for why; null where it gives none.</summary>
    public string? Reason { get; }

    /// <summary>Policies that acted; empty without a trace.</summary>
    public string[] Policy { get; }

    /// <summary>What was found, acted upon or not; empty without a trace.</summary>
    public GuardrailFinding[] Finding { get; }

    /// <summary>The trace's assessments as the service gives them, with the guardrail's id and Source (Input or Output) added.</summary>
    public PSObject[] Assessment { get; }

    /// <summary>The findings acted upon, or the action.</summary>
    public override string ToString()
    {
        string acted = string.Join(", ", Finding.Where(static finding => finding.Intervened));
        return acted.Length > 0 ? acted : Action;
    }
}

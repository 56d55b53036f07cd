using System;

namespace BedrockPS.Tools;

/// <summary>Decides whether a call may run.</summary>
internal sealed class ToolGate
{
    private readonly ToolApproval _approval;
    private readonly bool _whatIf;
    private readonly Func<string, bool?> _ask;

    /// <param name="approval">What the user allows.</param>
    /// <param name="whatIf">Nothing may change.</param>
    /// <param name="ask">Shows the call to the user and tells the answer; null when nobody can be asked.</param>
    public ToolGate(ToolApproval approval, bool whatIf, Func<string, bool?> ask)
    {
        _approval = approval;
        _whatIf = whatIf;
        _ask = ask;
    }

    /// <summary>What is to become of a call.</summary>
    /// <param name="isReadOnly">The tool changes nothing.</param>
    /// <param name="call">The call as it is shown to the user.</param>
    /// <param name="reason">Why it does not run, for the model; null when it does.</param>
    public ToolDecision Decide(bool isReadOnly, string call, out string? reason)
    {
        reason = null;
        if (isReadOnly)
        {
            return ToolDecision.Allowed;
        }

        if (_whatIf)
        {
            reason = "Not run: this is a rehearsal (-WhatIf), and the tool cannot tell what it would do.";
            return ToolDecision.WhatIf;
        }

        switch (_approval)
        {
            case ToolApproval.All:
                return ToolDecision.Allowed;
            case ToolApproval.Ask when _ask(call) is bool answer:
                reason = answer ? null : "Denied: the user does not allow this call.";
                return answer ? ToolDecision.Approved : ToolDecision.Denied;
            case ToolApproval.Ask:
                reason = "Denied: the call needs the user's approval, and nobody can be asked.";
                return ToolDecision.Refused;
            default:
                reason = "Denied: only tools that change nothing may run.";
                return ToolDecision.Refused;
        }
    }
}

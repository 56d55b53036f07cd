namespace BedrockPS;

/// <summary>What became of a model's call of a tool.</summary>
public enum ToolDecision
{
    /// <summary>It ran without a question: a read-only tool, or -ToolApproval All.</summary>
    Allowed,
    /// <summary>It ran because the user said yes, to it or to all.</summary>
    Approved,
    /// <summary>It did not run because the user said no, to it or to all.</summary>
    Denied,
    /// <summary>It did not run: there is no such tool, its input does not fit, -ToolApproval forbids it, or nobody could be asked.</summary>
    Refused,
    /// <summary>-WhatIf: the command said what it would do, or did not run where it cannot say.</summary>
    WhatIf,
    /// <summary>It was not run here: it is the caller's to carry out.</summary>
    Returned,
}

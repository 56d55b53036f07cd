using System.Collections.Generic;
using System.Management.Automation;

namespace BedrockPS;

/// <summary>An error in plain words and what to do about it. Prints as its summary.</summary>
public sealed class ErrorExplanation
{
    /// <summary>What happened, one sentence.</summary>
    public string Summary { get; internal set; } = "";

    /// <summary>What the service or the module said.</summary>
    public string Message { get; internal set; } = "";

    /// <summary>Stable code; about_BedrockPS_Errors lists them.</summary>
    public string Code { get; internal set; } = "";

    public ErrorCategory Category { get; internal set; }

    /// <summary>Service that was called; null when nothing was sent.</summary>
    public string? Service { get; internal set; }

    public string? Operation { get; internal set; }

    /// <summary>HTTP status; 0 when no answer arrived.</summary>
    public int StatusCode { get; internal set; }

    /// <summary>The permission the operation needs, such as bedrock:InvokeModel; null when none is involved.</summary>
    public string? IamAction { get; internal set; }

    /// <summary>ARN the permission is needed on, where the service named it.</summary>
    public string? Resource { get; internal set; }

    /// <summary>The same request may succeed later.</summary>
    public bool IsRetryable { get; internal set; }

    public string? RequestId { get; internal set; }

    /// <summary>The input the error belongs to.</summary>
    public object? TargetObject { get; internal set; }

    /// <summary>Likely causes, the likeliest first.</summary>
    public string[] Cause { get; internal set; } = [];

    /// <summary>What to do, one sentence.</summary>
    public string? RecommendedAction { get; internal set; }

    /// <summary>Commands that find or remove the cause, in the order to run them.</summary>
    public string[] NextCommand { get; internal set; } = [];

    /// <summary>Help topic to read on.</summary>
    public string Topic { get; internal set; } = "";

    public override string ToString() => Summary;
}

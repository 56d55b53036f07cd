using System;

namespace BedrockPS.Tools;

/// <summary>What a call of a tool gave.</summary>
internal sealed class ToolOutcome
{
    public ToolOutcome(ToolDecision decision, string output, bool isError = false)
    {
        Decision = decision;
        Output = output;
        IsError = isError;
    }

    public ToolDecision Decision { get; }

    /// <summary>What the model is told.</summary>
    public string Output { get; }

    public bool IsError { get; }

    public TimeSpan Duration { get; set; }

    /// <summary>An outcome whose output says why the call gave nothing.</summary>
    public static ToolOutcome Failed(ToolDecision decision, string reason) =>
        new(decision, Protocol.JsonText.Of(new System.Collections.Generic.Dictionary<string, object?> { ["error"] = reason }), isError: true);
}

namespace BedrockPS.Local.Simulation;

/// <summary>How an answer ended, and what it used.</summary>
internal sealed class Completion
{
    /// <summary>end_turn, max_tokens, stop_sequence, tool_use, guardrail_intervened, in Converse's words.</summary>
    public string StopReason { get; set; } = "end_turn";

    /// <summary>The sequence that ended it.</summary>
    public string? StopSequence { get; set; }

    public int InputTokens { get; set; }

    public int OutputTokens { get; set; }
}

using BedrockPS.Local.Caching;

namespace BedrockPS.Local.Simulation;

/// <summary>How an answer ended, and what it used.</summary>
internal sealed class Completion
{
    /// <summary>
    /// end_turn, max_tokens, stop_sequence, tool_use, guardrail_intervened, content_filtered, model_context_window_exceeded, in
    /// Converse's words.
    /// </summary>
    public string StopReason { get; set; } = "end_turn";

    /// <summary>The sequence that ended it.</summary>
    public string? StopSequence { get; set; }

    /// <summary>Without what the cache had or took.</summary>
    public int InputTokens { get; set; }

    public int OutputTokens { get; set; }

    public CacheUse Cache { get; set; } = CacheUse.None;

    /// <summary>It ended because there was no more room.</summary>
    public bool IsCut => StopReason is "max_tokens" or "model_context_window_exceeded";

    public int TotalTokens => InputTokens + OutputTokens + Cache.Read + Cache.Written;
}

namespace BedrockPS;

/// <summary>What becomes of a conversation that is longer than its model takes. The chat keeps all of it; this is about what is sent.</summary>
public enum ContextPolicy
{
    /// <summary>The oldest turns are no longer sent.</summary>
    Trim,

    /// <summary>The model sums the oldest turns up, and the summary is sent in their place.</summary>
    Summarize,
}

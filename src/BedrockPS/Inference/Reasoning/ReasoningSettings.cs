namespace BedrockPS.Inference;

/// <summary>How much a model may think before it answers; families say it in different words.</summary>
internal sealed class ReasoningSettings
{
    /// <summary>low, medium, high and whatever else the model knows; null when not given.</summary>
    public string? Effort { get; set; }

    /// <summary>Tokens of thinking at most; 0 turns it off, null when not given.</summary>
    public int? Budget { get; set; }

    public bool IsEmpty => Effort is null && Budget is null;
}

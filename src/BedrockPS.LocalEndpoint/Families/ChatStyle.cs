namespace BedrockPS.Local.Families;

/// <summary>Where the families that speak chat completions differ.</summary>
internal sealed class ChatStyle
{
    public ChatStyle(string name) => Name = name;

    public string Name { get; }

    public string MaxTokensKey { get; set; } = "max_tokens";

    /// <summary>Limit of a body that names none; 0: the model's own.</summary>
    public int DefaultMaxTokens { get; set; }

    public double MaxTemperature { get; set; } = 2;

    /// <summary>Key of the reason an answer ended.</summary>
    public string FinishKey { get; set; } = "finish_reason";

    /// <summary>Key of the piece inside a streamed choice.</summary>
    public string PieceKey { get; set; } = "delta";

    /// <summary>Tag around the reasoning in front of the text; null: the family does not reason.</summary>
    public string? ReasoningTag { get; set; }

    public bool AlwaysThinks { get; set; }

    /// <summary>Stop sequences allowed.</summary>
    public int MaxStops { get; set; } = 16;
}

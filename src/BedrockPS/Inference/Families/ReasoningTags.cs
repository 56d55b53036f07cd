namespace BedrockPS.Inference.Families;

/// <summary>Marks around the reasoning that some families put in front of their text.</summary>
internal sealed class ReasoningTags
{
    public static readonly ReasoningTags Think = new("<think>", "</think>", closesAlone: true);

    public static readonly ReasoningTags Reasoning = new("<reasoning>", "</reasoning>", closesAlone: false);

    private ReasoningTags(string open, string close, bool closesAlone)
    {
        ClosesAlone = closesAlone;
        Open = open;
        Close = close;
    }

    public string Open { get; }

    public string Close { get; }

    /// <summary>
    /// A prompt template may end with the opening tag, so that the answer holds the closing one alone and all before it is reasoning.
    /// </summary>
    public bool ClosesAlone { get; }
}

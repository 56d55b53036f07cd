namespace BedrockPS.Local.Flows;

/// <summary>What an agent said in a flow.</summary>
internal readonly struct FlowReply
{
    public FlowReply(string text, bool isQuestion)
    {
        Text = text;
        IsQuestion = isQuestion;
    }

    public string Text { get; }

    /// <summary>It wants an answer before it goes on.</summary>
    public bool IsQuestion { get; }
}

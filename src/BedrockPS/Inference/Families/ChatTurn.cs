namespace BedrockPS.Inference.Families;

/// <summary>One message as text.</summary>
internal readonly struct ChatTurn
{
    public ChatTurn(string role, string text)
    {
        Role = role;
        Text = text;
    }

    public string Role { get; }

    public string Text { get; }

    public bool IsAssistant => Role == "assistant";
}

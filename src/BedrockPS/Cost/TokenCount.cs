using System.Globalization;

namespace BedrockPS;

/// <summary>How many tokens an input is to a model. Prints as the number.</summary>
public sealed class TokenCount
{
    /// <summary>Tokens of the request: system prompt, conversation, tools.</summary>
    public long InputTokens { get; internal set; }

    /// <summary>Model the tokens are counted for.</summary>
    public string Model { get; internal set; } = "";

    /// <summary>The number was worked out here from the length and script of the text, not counted by the model's own tokenizer.</summary>
    public bool IsEstimate { get; internal set; }

    /// <summary>CountTokens or Estimate.</summary>
    public string Method { get; internal set; } = "";

    /// <summary>For an estimate, why it is one and what it leaves out; else null.</summary>
    public string? Note { get; internal set; }

    /// <summary>The pipeline object that was counted.</summary>
    public object? InputObject { get; internal set; }

    public override string ToString() => (IsEstimate ? "~" : "") + InputTokens.ToString(CultureInfo.InvariantCulture);
}

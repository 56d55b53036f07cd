namespace BedrockPS.Inference;

/// <summary>A text that is held against a guardrail or checks.</summary>
internal sealed class GuardrailTestInput
{
    public const string Input = "INPUT";

    /// <summary>What was piped or given.</summary>
    public object? InputObject { get; init; }

    /// <summary>The text; null for an image alone.</summary>
    public string? Text { get; init; }

    /// <summary>INPUT for what a user says, OUTPUT for what a model says.</summary>
    public string Source { get; init; } = Input;

    /// <summary>The guardrail; null for checks without one.</summary>
    public string? Guardrail { get; init; }

    /// <summary>DRAFT or a number; null for checks without a guardrail.</summary>
    public string? Version { get; init; }

    public bool IsInput => Source == Input;
}

namespace BedrockPS.Inference;

/// <summary>The guardrail a call passes through.</summary>
internal sealed class GuardrailSettings
{
    /// <summary>Id or ARN.</summary>
    public string Identifier { get; set; } = "";

    /// <summary>DRAFT or a number.</summary>
    public string Version { get; set; } = "DRAFT";

    /// <summary>disabled, enabled or enabled_full; null leaves it to the service.</summary>
    public string? Trace { get; set; }
}

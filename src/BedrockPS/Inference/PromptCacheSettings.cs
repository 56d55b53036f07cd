namespace BedrockPS.Inference;

/// <summary>Where cache points go: the model's work on everything before one is kept and read again at a lower price.</summary>
internal sealed class PromptCacheSettings
{
    /// <summary>After the system prompt.</summary>
    public bool System { get; set; }

    /// <summary>After the tools.</summary>
    public bool Tools { get; set; }

    /// <summary>After the last message.</summary>
    public bool History { get; set; }

    /// <summary>5m or 1h; null leaves it to the service.</summary>
    public string? Ttl { get; set; }
}

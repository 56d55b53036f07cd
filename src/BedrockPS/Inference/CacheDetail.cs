namespace BedrockPS;

/// <summary>Tokens written to the prompt cache with one time to live.</summary>
public sealed class CacheDetail
{
    internal CacheDetail(string ttl, long inputTokens)
    {
        Ttl = ttl;
        InputTokens = inputTokens;
    }

    /// <summary>5m or 1h.</summary>
    public string Ttl { get; }

    public long InputTokens { get; }

    public override string ToString() => $"{InputTokens} for {Ttl}";
}

namespace BedrockPS.Parallelism;

/// <summary>What may be sent to one model within a minute.</summary>
internal sealed class RateLimits
{
    public RateLimits(long? tokens, int? requests)
    {
        Tokens = tokens;
        Requests = requests;
    }

    /// <summary>Tokens, as the service counts them against a quota; null: as many as one likes.</summary>
    public long? Tokens { get; }

    public int? Requests { get; }
}

namespace BedrockPS.Local.Auth;

/// <summary>Who sent a request, and for which region.</summary>
internal sealed class Caller
{
    public Caller(CallerKind kind, string region)
    {
        Kind = kind;
        Region = region;
    }

    public CallerKind Kind { get; }

    /// <summary>Region of the credential scope; with an API key, the endpoint's own.</summary>
    public string Region { get; }
}

namespace BedrockPS.Engine;

/// <summary>An access key, its secret and, for temporary credentials, the session token.</summary>
public sealed class KeySet
{
    public KeySet(string accessKey, string secretKey, string? sessionToken)
    {
        AccessKey = accessKey;
        SecretKey = secretKey;
        SessionToken = sessionToken;
    }

    public string AccessKey { get; }

    public string SecretKey { get; }

    public string? SessionToken { get; }

    /// <summary>The access key id alone; the secret parts never print.</summary>
    public override string ToString() => AccessKey;
}

namespace BedrockPS.Engine;

/// <summary>One part of a connection and where it was found.</summary>
public sealed class ConnectionFinding
{
    public ConnectionFinding(string value, string source)
    {
        Value = value;
        Source = source;
    }

    public string Value { get; }

    /// <summary>Such as AWS_REGION or profile 'work'; "given" for what the caller said.</summary>
    public string Source { get; }
}

namespace BedrockPS.Redaction;

/// <summary>Where in a text a secret stands.</summary>
internal readonly struct SecretSpan
{
    public SecretSpan(int start, int length, string kind)
    {
        Start = start;
        Length = length;
        Kind = kind;
    }

    public int Start { get; }

    public int Length { get; }

    public int End => Start + Length;

    public string Kind { get; }
}

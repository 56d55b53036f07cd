namespace BedrockPS.Indexes;

/// <summary>How much is gathered before it is written, and the bounds of the file format.</summary>
internal static class IndexLimits
{
    public const int MaxDimension = 65_536;

    /// <summary>Characters, of up to four bytes each.</summary>
    public const int MaxModelLength = 256;

    /// <summary>Entries of one commit. Few and large commits are searched fastest.</summary>
    public const int CommitCount = 4096;

    public const long CommitBytes = 32L << 20;

    /// <summary>Longest time that an embedding which has been paid for waits for its commit, while others come in.</summary>
    public static readonly System.TimeSpan CommitInterval = System.TimeSpan.FromSeconds(5);
}

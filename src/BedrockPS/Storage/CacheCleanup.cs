namespace BedrockPS;

/// <summary>What Clear-BRCache removed and what it left.</summary>
public sealed class CacheCleanup
{
    /// <summary>The cache's folder.</summary>
    public string Path { get; internal set; } = "";

    /// <summary>Answers and embeddings removed.</summary>
    public int RemovedCount { get; internal set; }

    /// <summary>Bytes freed.</summary>
    public long RemovedBytes { get; internal set; }

    /// <summary>Answers and embeddings still there.</summary>
    public int KeptCount { get; internal set; }

    /// <summary>Bytes they take.</summary>
    public long KeptBytes { get; internal set; }

    public override string ToString() => $"{RemovedCount} entries removed, {RemovedBytes} bytes freed";
}

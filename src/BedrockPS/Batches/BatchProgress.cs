namespace BedrockPS.Batches;

/// <summary>How far the answers of a job have been given out.</summary>
internal sealed class BatchProgress
{
    /// <summary>How often it has been noted.</summary>
    public long Turn { get; set; }

    /// <summary>Key of the file of answers in hand; those that come before it are done. Empty at the beginning.</summary>
    public string File { get; set; } = "";

    /// <summary>Of that file.</summary>
    public string ETag { get; set; } = "";

    /// <summary>Byte of the next answer in it.</summary>
    public long Next { get; set; }

    public long Answered { get; set; }

    public long Failed { get; set; }
}

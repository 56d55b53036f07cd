namespace BedrockPS.Batches;

/// <summary>A part that is in S3, and what it held: a file that has lost its end may come to have another one.</summary>
internal sealed class BatchPart
{
    public BatchPart(int number, string etag, int length, ulong hash)
    {
        Number = number;
        ETag = etag;
        Length = length;
        Hash = hash;
    }

    /// <summary>From 1.</summary>
    public int Number { get; }

    public string ETag { get; }

    /// <summary>Bytes.</summary>
    public int Length { get; }

    public ulong Hash { get; }

    /// <summary>This process knows that the file still holds it.</summary>
    public bool IsChecked { get; set; }
}

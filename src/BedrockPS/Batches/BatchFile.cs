namespace BedrockPS.Batches;

/// <summary>A file of records as it stands while it is being written.</summary>
internal readonly struct BatchFile
{
    public BatchFile(int number, int job, int records, long written, bool isClosed, bool isPlaced)
    {
        Number = number;
        Job = job;
        Records = records;
        Written = written;
        IsClosed = isClosed;
        IsPlaced = isPlaced;
    }

    /// <summary>From 1.</summary>
    public int Number { get; }

    /// <summary>The job it is for, from 1.</summary>
    public int Job { get; }

    public int Records { get; }

    /// <summary>Bytes that can be read.</summary>
    public long Written { get; }

    /// <summary>No more come.</summary>
    public bool IsClosed { get; }

    /// <summary>Its job does not change any more.</summary>
    public bool IsPlaced { get; }
}

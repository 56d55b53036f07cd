namespace BedrockPS.Batches;

/// <summary>
/// What one batch may hold. The service's own bounds are quotas, some of them of a model's own and some that an account can have raised;
/// the values here are the lowest of the current text models in "Amazon Bedrock endpoints and quotas" of the AWS General Reference
/// (Minimum number of records per batch inference job, Records per input file per batch inference job, Records per batch inference job,
/// Batch inference input file size, Batch inference job size). The number of files in a job has no bound there.
/// </summary>
internal sealed class BatchLimits
{
    /// <summary>Records below which the service refuses a job.</summary>
    public const int DefaultMinRecords = 100;

    public const int DefaultMaxRecordsPerFile = 50_000;

    public const int DefaultMaxRecordsPerJob = 50_000;

    /// <summary>1 GB, taken for the smaller of what that may mean.</summary>
    public const long DefaultMaxBytesPerFile = 1_000_000_000;

    /// <summary>5 GB.</summary>
    public const long DefaultMaxBytesPerJob = 5_000_000_000;

    public int MinRecords { get; init; } = DefaultMinRecords;

    public int MaxRecordsPerFile { get; init; } = DefaultMaxRecordsPerFile;

    public int MaxRecordsPerJob { get; init; } = DefaultMaxRecordsPerJob;

    public long MaxBytesPerFile { get; init; } = DefaultMaxBytesPerFile;

    public long MaxBytesPerJob { get; init; } = DefaultMaxBytesPerJob;

    /// <summary>The longest line that fits into some file of some job.</summary>
    public long MaxBytesPerRecord => MaxBytesPerFile < MaxBytesPerJob ? MaxBytesPerFile : MaxBytesPerJob;
}

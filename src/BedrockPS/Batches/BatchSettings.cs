using System.Collections.Generic;
using BedrockPS.Engine.S3;
using BedrockPS.Models;

namespace BedrockPS.Batches;

/// <summary>What a run is asked to be, as its journal keeps it.</summary>
internal sealed class BatchSettings
{
    /// <summary>The run's folder in S3.</summary>
    public S3Location Root { get; init; } = null!;

    public BatchLimits Limits { get; init; } = new();

    /// <summary>Members of CreateModelInvocationJob, but for the input and the token.</summary>
    public Dictionary<string, object?> Job { get; init; } = [];

    public string Name => Job.Text("jobName");

    public string? BucketOwner => Job.Map("outputDataConfig").Map("s3OutputDataConfig").Text("s3BucketOwner") is { Length: > 0 } owner ? owner : null;

    public string? KmsKeyId => Job.Map("outputDataConfig").Map("s3OutputDataConfig").Text("s3EncryptionKeyId") is { Length: > 0 } key ? key : null;

    /// <exception cref="KeyNotFoundException">It is not all there.</exception>
    public static BatchSettings Of(Dictionary<string, object?> values)
    {
        Dictionary<string, object?> limits = (Dictionary<string, object?>)values["limits"]!;
        return new BatchSettings
        {
            Root = S3Location.TryParse(values.Text("root")) ?? throw new KeyNotFoundException("root"),
            Job = (Dictionary<string, object?>)values["job"]!,
            Limits = new BatchLimits
            {
                MinRecords = (int)(long)limits["minRecords"]!,
                MaxRecordsPerFile = (int)(long)limits["maxRecordsPerFile"]!,
                MaxRecordsPerJob = (int)(long)limits["maxRecordsPerJob"]!,
                MaxBytesPerFile = (long)limits["maxBytesPerFile"]!,
                MaxBytesPerJob = (long)limits["maxBytesPerJob"]!,
            },
        };
    }

    public Dictionary<string, object?> ToValues() => new()
    {
        ["root"] = Root.ToString(),
        ["limits"] = new Dictionary<string, object?>
        {
            ["minRecords"] = (long)Limits.MinRecords,
            ["maxRecordsPerFile"] = (long)Limits.MaxRecordsPerFile,
            ["maxRecordsPerJob"] = (long)Limits.MaxRecordsPerJob,
            ["maxBytesPerFile"] = Limits.MaxBytesPerFile,
            ["maxBytesPerJob"] = Limits.MaxBytesPerJob,
        },
        ["job"] = Job,
    };
}

using System.Globalization;

namespace BedrockPS;

/// <summary>What has become of a batch, from its manifest. Prints as one line.</summary>
public sealed class BatchSummary
{
    /// <summary>Name of the job.</summary>
    public string Name { get; internal set; } = "";

    public string JobArn { get; internal set; } = "";

    public string Model { get; internal set; } = "";

    /// <summary>Completed, PartiallyCompleted, Expired, Stopped or Failed.</summary>
    public string Status { get; internal set; } = "";

    /// <summary>Records that were sent.</summary>
    public long Total { get; internal set; }

    /// <summary>Records that have an answer.</summary>
    public long Succeeded { get; internal set; }

    /// <summary>Records that have an error.</summary>
    public long Failed { get; internal set; }

    /// <summary>Records that have neither.</summary>
    public long Missing => Total > Succeeded + Failed ? Total - Succeeded - Failed : 0;

    /// <summary>Tokens of all records; null where the manifest does not say.</summary>
    public long? InputTokens { get; internal set; }

    /// <summary>Tokens of all answers; null where the manifest does not say.</summary>
    public long? OutputTokens { get; internal set; }

    /// <summary>What they cost by the price table (Get-BRPrice), at the price of batches; null where price or tokens are not known.</summary>
    public decimal? Cost { get; internal set; }

    /// <summary>Currency of Cost.</summary>
    public string? Currency { get; internal set; }

    /// <summary>What the service says of the job; null where it says nothing.</summary>
    public string? Message { get; internal set; }

    public override string ToString() => string.Format(
        CultureInfo.InvariantCulture,
        "{0} is {1}: {2:N0} records, {3:N0} answered, {4:N0} failed, {5:N0} missing",
        Name,
        Status,
        Total,
        Succeeded,
        Failed,
        Missing);
}

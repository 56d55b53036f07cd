using System.Collections.Generic;

namespace BedrockPS.Local.Batches;

/// <summary>What a batch has come to so far.</summary>
internal sealed class BatchTally
{
    public long Total { get; set; }

    public long Succeeded { get; set; }

    public long Failed { get; set; }

    public long InputTokens { get; set; }

    public long OutputTokens { get; set; }

    public long Processed => Succeeded + Failed;

    /// <summary>As a job tells of it.</summary>
    public Dictionary<string, object?> Members => new()
    {
        ["totalRecordCount"] = Total,
        ["processedRecordCount"] = Processed,
        ["successRecordCount"] = Succeeded,
        ["errorRecordCount"] = Failed,
    };
}

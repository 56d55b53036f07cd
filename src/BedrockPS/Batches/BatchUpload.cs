using System.Collections.Generic;

namespace BedrockPS.Batches;

/// <summary>An upload in parts that has been begun, and what S3 has of it.</summary>
internal sealed class BatchUpload
{
    public BatchUpload(string id, int partBytes)
    {
        Id = id;
        PartBytes = partBytes;
    }

    /// <summary>S3's own.</summary>
    public string Id { get; }

    /// <summary>Bytes of every part but the last.</summary>
    public int PartBytes { get; }

    /// <summary>Parts S3 has, by number.</summary>
    public Dictionary<int, BatchPart> Parts { get; } = [];
}

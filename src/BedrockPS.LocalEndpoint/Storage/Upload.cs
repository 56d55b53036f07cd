using System;
using System.Collections.Generic;

namespace BedrockPS.Local.Storage;

/// <summary>An object that arrives in parts.</summary>
internal sealed class Upload
{
    public Upload(string id, string bucket, string key, IReadOnlyDictionary<string, string> headers)
    {
        Id = id;
        Bucket = bucket;
        Key = key;
        Headers = headers;
    }

    public string Id { get; }

    public string Bucket { get; }

    public string Key { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    public DateTimeOffset Begun { get; } = DateTimeOffset.UtcNow;

    /// <summary>Parts by their numbers. Whoever looks holds the upload's lock.</summary>
    public SortedDictionary<int, UploadPart> Parts { get; } = [];
}

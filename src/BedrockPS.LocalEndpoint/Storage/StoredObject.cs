using System;

namespace BedrockPS.Local.Storage;

/// <summary>An object of a bucket.</summary>
internal sealed class StoredObject
{
    public StoredObject(string key, long length, DateTimeOffset modified)
    {
        Key = key;
        Length = length;
        Modified = modified;
    }

    public string Key { get; }

    public long Length { get; }

    public DateTimeOffset Modified { get; }
}

using System;

namespace BedrockPS.Engine.S3;

/// <summary>An object in a listing, or what an object's headers say; in listings by folder also a folder.</summary>
public sealed class S3Entry
{
    internal S3Entry(S3Location location, long length, string etag, DateTimeOffset lastModified)
    {
        Location = location;
        Length = length;
        ETag = etag;
        LastModified = lastModified;
    }

    internal S3Entry(S3Location folder)
    {
        Location = folder;
        IsFolder = true;
    }

    public S3Location Location { get; }

    public bool IsFolder { get; }

    /// <summary>Bytes.</summary>
    public long Length { get; }

    /// <summary>Changes with the content; as S3 gives it, quotation marks included.</summary>
    public string ETag { get; } = "";

    public DateTimeOffset LastModified { get; }
}

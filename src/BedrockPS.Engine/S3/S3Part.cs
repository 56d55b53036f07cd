namespace BedrockPS.Engine.S3;

/// <summary>A part of a multipart upload that S3 has.</summary>
public sealed class S3Part
{
    public S3Part(int number, string etag, long length)
    {
        Number = number;
        ETag = etag;
        Length = length;
    }

    /// <summary>From 1.</summary>
    public int Number { get; }

    public string ETag { get; }

    /// <summary>Bytes.</summary>
    public long Length { get; }
}

namespace BedrockPS;

/// <summary>A file that an asynchronous invocation has made, and where it was saved.</summary>
public sealed class AsyncOutput
{
    internal AsyncOutput(string path, string s3Uri, long length, string kind, string? invocationArn)
    {
        Path = path;
        S3Uri = s3Uri;
        Length = length;
        Kind = kind;
        InvocationArn = invocationArn;
    }

    /// <summary>The file on this machine.</summary>
    public string Path { get; }

    /// <summary>Video, Shot (a part of a video), Embedding, Manifest, Status or File.</summary>
    public string Kind { get; }

    /// <summary>Bytes.</summary>
    public long Length { get; }

    /// <summary>Where it is in S3.</summary>
    public string S3Uri { get; }

    /// <summary>The invocation that made it.</summary>
    public string? InvocationArn { get; }

    /// <summary>The path.</summary>
    public override string ToString() => Path;
}

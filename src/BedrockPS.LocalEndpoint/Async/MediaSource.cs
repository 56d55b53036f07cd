namespace BedrockPS.Local.Async;

/// <summary>Media in a request: bytes, or where they are in S3.</summary>
internal readonly record struct MediaSource(byte[]? Bytes, string? Uri);

using System;
using BedrockPS.Inference;

namespace BedrockPS.AsyncInvocations;

/// <summary>A picture a video begins or ends with.</summary>
internal sealed class VideoImage
{
    private VideoImage(byte[] bytes, string format)
    {
        Bytes = bytes;
        Format = format;
    }

    public byte[] Bytes { get; }

    /// <summary>png or jpeg.</summary>
    public string Format { get; }

    /// <exception cref="BedrockException">FileUnsupported: the bytes are no picture that video models take.</exception>
    public static VideoImage From(byte[] bytes)
    {
        FileKind kind = FileKind.Of(bytes, "");
        return kind.Block == "image" && kind.Format is "png" or "jpeg"
            ? new VideoImage(bytes, kind.Format)
            : throw new BedrockException("FileUnsupported", "The picture is neither png nor jpeg, the formats video models take.");
    }

    public string Base64 => Convert.ToBase64String(Bytes);
}

namespace BedrockPS.Inference;

/// <summary>What is known of an attachment when its limits are checked; its block's JSON is not read again for it.</summary>
internal sealed class AttachmentInfo
{
    public AttachmentInfo(string label, string format, long length, (int Width, int Height)? pixels = null)
    {
        Label = label;
        Format = format;
        Length = length;
        Pixels = pixels;
    }

    /// <summary>How messages call it: its file name where it has one.</summary>
    public string Label { get; }

    public string Format { get; }

    /// <summary>Bytes sent, before base64; 0 where the content lies in S3.</summary>
    public long Length { get; }

    /// <summary>Of an image, where its header tells.</summary>
    public (int Width, int Height)? Pixels { get; }
}

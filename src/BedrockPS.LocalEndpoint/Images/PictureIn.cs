using System;
using BedrockPS.Inference;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Images;

/// <summary>A picture in a request, looked at as far as its header goes.</summary>
internal sealed class PictureIn
{
    private PictureIn(byte[] bytes, string format, int width, int height)
    {
        Bytes = bytes;
        Format = format;
        Width = width;
        Height = height;
    }

    public byte[] Bytes { get; }

    public string Format { get; }

    public int Width { get; }

    public int Height { get; }

    /// <exception cref="ServiceFault">Not base64, or not the beginning of a picture.</exception>
    public static PictureIn Read(string base64, string key)
    {
        byte[] bytes;
        try
        {
            bytes = Convert.FromBase64String(base64);
        }
        catch (FormatException)
        {
            throw ServiceFault.Validation($"#/{key}: not base64");
        }

        FileKind kind = FileKind.Of(bytes, "");
        return kind.Block == "image" && kind.Format is "png" or "jpeg" or "webp" && ImageSize.Of(bytes, kind.Format) is (int width, int height)
            ? new PictureIn(bytes, kind.Format, width, height)
            : throw ServiceFault.Validation($"#/{key}: the image cannot be decoded; supported are PNG and JPEG");
    }

    /// <exception cref="ServiceFault">A side or the whole is too small or too large.</exception>
    public PictureIn Within(int leastSide, int mostSide, int mostPixels, string key) =>
        Math.Min(Width, Height) >= leastSide && Math.Max(Width, Height) <= mostSide && (long)Width * Height <= mostPixels
            ? this
            : throw ServiceFault.Validation(
                $"#/{key}: {Width}x{Height} pixels; each side must have {leastSide} to {mostSide}, and both together at most {mostPixels}");
}

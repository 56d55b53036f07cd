using BedrockPS.Engine.Images;
using BedrockPS.Inference;

namespace BedrockPS.Images;

/// <summary>Pixels of the formats that can be shown in a terminal.</summary>
internal static class PictureDecoder
{
    /// <summary>Sixteen times what the largest model makes; four bytes of memory each.</summary>
    private const int MaxPixels = 64_000_000;

    /// <exception cref="BedrockException">ImageUnreadable or FileUnsupported.</exception>
    public static Raster Decode(byte[] file, string name)
    {
        FileKind kind = FileKind.Of(file, "");
        return kind.Format switch
        {
            "png" => PngReader.TryDecode(file, MaxPixels) ?? throw Unreadable(name, kind.Format),
            "jpeg" => FromJpeg(file) ?? throw Unreadable(name, kind.Format),
            _ => throw new BedrockException("FileUnsupported", $"{name} is neither PNG nor JPEG; only these can be shown.")
            {
                RecommendedAction = "Convert it into PNG or JPEG, or open it in a viewer.",
            },
        };
    }

    private static Raster? FromJpeg(byte[] file) =>
        JpegPicture.TryDecode(file, MaxPixels) is JpegPicture picture ? new Raster(picture.Width, picture.Height, picture.Rgba) : null;

    private static BedrockException Unreadable(string name, string format) =>
        new("ImageUnreadable", $"{name} is damaged, or a kind of {format} that cannot be decoded.");
}

using BedrockPS.Inference;

namespace BedrockPS.Images;

/// <summary>A picture that goes into a request: its bytes, their format, and its size where the header tells it.</summary>
internal sealed class ImageInput
{
    private ImageInput(byte[] bytes, string format, string name)
    {
        Bytes = bytes;
        Format = format;
        Name = name;
        Size = ImageSize.Of(bytes, format);
    }

    public byte[] Bytes { get; }

    /// <summary>png, jpeg, gif or webp.</summary>
    public string Format { get; }

    /// <summary>Name for messages.</summary>
    public string Name { get; }

    public (int Width, int Height)? Size { get; }

    /// <exception cref="BedrockException">FileUnsupported: the bytes are no picture.</exception>
    public static ImageInput From(byte[] bytes, string name)
    {
        FileKind kind = FileKind.Of(bytes, "");
        return kind.Block == "image"
            ? new ImageInput(bytes, kind.Format, name)
            : throw new BedrockException("FileUnsupported", $"{name} {(bytes.Length == 0 ? "is empty" : "is not a picture")}; png, jpeg and, with some models, webp are wanted.")
            {
                RecommendedAction = "Give the path of a picture, its bytes, or an object of New-BRImage.",
            };
    }
}

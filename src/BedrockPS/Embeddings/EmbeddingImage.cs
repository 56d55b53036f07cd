using System;
using BedrockPS.Inference;

namespace BedrockPS.Embeddings;

/// <summary>An image's bytes and the format they are in.</summary>
internal sealed class EmbeddingImage
{
    private EmbeddingImage(byte[] bytes, string format)
    {
        Bytes = bytes;
        Format = format;
    }

    public byte[] Bytes { get; }

    /// <summary>png, jpeg, gif or webp.</summary>
    public string Format { get; }

    /// <exception cref="BedrockException">FileUnsupported: the bytes are no image of a format the service takes.</exception>
    public static EmbeddingImage From(byte[] bytes)
    {
        FileKind kind = FileKind.Of(bytes, "");
        return kind.Block == "image"
            ? new EmbeddingImage(bytes, kind.Format)
            : throw new BedrockException("FileUnsupported", "The image is none of png, jpeg, gif and webp, the formats embedding models take.");
    }

    public string ToDataUri() => $"data:image/{Format};base64,{Convert.ToBase64String(Bytes)}";
}

using System;
using System.Buffers.Binary;

namespace BedrockPS.Inference;

/// <summary>Reads an image's width and height from its header, without decoding it.</summary>
internal static class ImageSize
{
    /// <summary>Pixels; null when the header cannot be read.</summary>
    public static (int Width, int Height)? Of(ReadOnlySpan<byte> image, string format) => format switch
    {
        "png" when image.Length >= 24 => (BinaryPrimitives.ReadInt32BigEndian(image.Slice(16)), BinaryPrimitives.ReadInt32BigEndian(image.Slice(20))),
        "gif" when image.Length >= 10 => (BinaryPrimitives.ReadUInt16LittleEndian(image.Slice(6)), BinaryPrimitives.ReadUInt16LittleEndian(image.Slice(8))),
        "jpeg" => OfJpeg(image),
        "webp" when image.Length >= 30 => OfWebP(image),
        _ => null,
    };

    /// <summary>Goes from segment to segment until the frame header.</summary>
    private static (int Width, int Height)? OfJpeg(ReadOnlySpan<byte> image)
    {
        int at = 2;
        while (at + 9 < image.Length && image[at] == 0xFF)
        {
            byte marker = image[at + 1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return (BinaryPrimitives.ReadUInt16BigEndian(image.Slice(at + 7)), BinaryPrimitives.ReadUInt16BigEndian(image.Slice(at + 5)));
            }

            // A filler byte, or a marker without content.
            at += marker == 0xFF ? 1 : marker is 0x01 or (>= 0xD0 and <= 0xD8) ? 2 : 2 + BinaryPrimitives.ReadUInt16BigEndian(image.Slice(at + 2));
        }

        return null;
    }

    private static (int Width, int Height)? OfWebP(ReadOnlySpan<byte> image)
    {
        ReadOnlySpan<byte> chunk = image.Slice(12);
        if (chunk.StartsWith("VP8X"u8))
        {
            return (1 + ReadThree(chunk.Slice(12)), 1 + ReadThree(chunk.Slice(15)));
        }

        if (chunk.StartsWith("VP8L"u8))
        {
            uint bits = BinaryPrimitives.ReadUInt32LittleEndian(chunk.Slice(9));
            return (1 + (int)(bits & 0x3FFF), 1 + (int)((bits >> 14) & 0x3FFF));
        }

        return chunk.StartsWith("VP8 "u8)
            ? (BinaryPrimitives.ReadUInt16LittleEndian(chunk.Slice(14)) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(chunk.Slice(16)) & 0x3FFF)
            : null;
    }

    private static int ReadThree(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}

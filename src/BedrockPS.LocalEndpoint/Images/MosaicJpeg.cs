using System;
using System.IO;
using BedrockPS.Images;

namespace BedrockPS.Local.Images;

/// <summary>
/// Writes baseline JPEG files in which each block of eight by eight pixels has one colour, that of its middle: all of JPEG that a picture of coloured
/// areas needs.
/// </summary>
internal sealed class MosaicJpeg
{
    private const int Side = 8;

    // Code lengths of the sizes 0 to 8 of a difference, as in the standard's table for brightness.
    private static readonly byte[] s_lengths = [2, 3, 3, 3, 3, 3, 4, 5, 6];
    private static readonly byte[] s_codes = [0b00, 0b010, 0b011, 0b100, 0b101, 0b110, 0b1110, 0b11110, 0b111110];

    private readonly MemoryStream _file = new();

    // Samples count from the middle of their range.
    private readonly int[] _last = [128, 128, 128];
    private int _bits;
    private int _count;

    private MosaicJpeg()
    {
    }

    public static byte[] Write(Raster picture)
    {
        MosaicJpeg jpeg = new();
        jpeg.WriteHeaders(picture.Width, picture.Height);
        Raster blocks = Blocks(picture);
        for (int i = 0; i < blocks.Rgba.Length; i += Raster.BytesPerPixel)
        {
            jpeg.WriteBlocks(blocks.Rgba[i], blocks.Rgba[i + 1], blocks.Rgba[i + 2]);
        }

        jpeg.Flush();
        jpeg.Put(0xFF, 0xD9);
        return jpeg._file.ToArray();
    }

    /// <summary>A pixel a block; those at the edges stand for what there is of theirs.</summary>
    private static Raster Blocks(Raster picture)
    {
        Raster blocks = new((picture.Width + Side - 1) / Side, (picture.Height + Side - 1) / Side);
        for (int y = 0; y < blocks.Height; y++)
        {
            for (int x = 0; x < blocks.Width; x++)
            {
                int fromX = Math.Min((x * Side) + (Side / 2), picture.Width - 1);
                int fromY = Math.Min((y * Side) + (Side / 2), picture.Height - 1);
                picture.Row(fromY).Slice(fromX * Raster.BytesPerPixel, Raster.BytesPerPixel).CopyTo(blocks.Row(y).Slice(x * Raster.BytesPerPixel));
            }
        }

        return blocks;
    }

    private void WriteHeaders(int width, int height)
    {
        Put(0xFF, 0xD8);
        Put(0xFF, 0xE0, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0);

        // Every step is 8, so that a block's first coefficient is its mean itself.
        Put(0xFF, 0xDB, 0, 67, 0);
        for (int i = 0; i < Side * Side; i++)
        {
            Put(Side);
        }

        Put(0xFF, 0xC0, 0, 17, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 3);
        Put(1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0);
        Put(0xFF, 0xC4, 0, 28, 0x00, 0, 1, 5, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8);

        // The other coefficients are all nothing: one word of one bit says so.
        Put(0xFF, 0xC4, 0, 20, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        Put(0xFF, 0xDA, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0);
    }

    private void WriteBlocks(int red, int green, int blue)
    {
        WriteMean(0, ((19595 * red) + (38470 * green) + (7471 * blue) + 32768) >> 16);
        WriteMean(1, 128 + (((-11059 * red) - (21709 * green) + (32768 * blue)) >> 16));
        WriteMean(2, 128 + (((32768 * red) - (27439 * green) - (5329 * blue)) >> 16));
    }

    private void WriteMean(int component, int mean)
    {
        int difference = mean - _last[component];
        _last[component] = mean;
        int size = 0;
        while (Math.Abs(difference) >> size != 0)
        {
            size++;
        }

        WriteBits(s_codes[size], s_lengths[size]);
        WriteBits((difference < 0 ? difference - 1 : difference) & ((1 << size) - 1), size);
        WriteBits(0, 1);
    }

    private void WriteBits(int value, int count)
    {
        _bits = (_bits << count) | value;
        _count += count;
        while (_count >= 8)
        {
            byte whole = (byte)(_bits >> (_count - 8));
            _file.WriteByte(whole);
            if (whole == 0xFF)
            {
                // So that it is not taken for a marker.
                _file.WriteByte(0);
            }

            _count -= 8;
        }

        _bits &= (1 << _count) - 1;
    }

    private void Flush()
    {
        if (_count > 0)
        {
            WriteBits(0x7F >> (_count - 1), 8 - _count);
        }
    }

    private void Put(params byte[] bytes) => _file.Write(bytes, 0, bytes.Length);
}

using System;
using BedrockPS.Images;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Images;

/// <summary>
/// Pictures that are the same for the same order: a slanting gradient between two colours with a symmetric pattern of squares on it, all
/// chosen by a hash.
/// </summary>
internal sealed class Painting
{
    private const int Squares = 8;
    private ulong _state = 14695981039346656037;

    /// <summary>What the picture is made of: texts, seeds, other pictures.</summary>
    public Painting Of(string? text)
    {
        foreach (char letter in text ?? "")
        {
            Add(letter);
        }

        return this;
    }

    public Painting Of(long number)
    {
        Add((ulong)number);
        return this;
    }

    public Painting Of(PictureIn? picture)
    {
        if (picture is not null)
        {
            int step = Math.Max(1, picture.Bytes.Length / 4096);
            for (int i = 0; i < picture.Bytes.Length; i += step)
            {
                Add(picture.Bytes[i]);
            }
        }

        return this;
    }

    /// <summary>A seed for orders that bring none.</summary>
    public uint Seed() => (uint)(_state ^ (_state >> 32));

    /// <param name="format">png or jpeg.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="isCutOut">Only the squares are there; all else is transparent.</param>
    public byte[] Paint(string format, int width, int height, bool isCutOut = false)
    {
        Raster picture = Paint(width, height, isCutOut);
        return format switch
        {
            "png" => PngWriter.Write(picture),
            "jpeg" => MosaicJpeg.Write(picture),
            _ => throw new ServiceFault(501, "NotImplementedException", $"The local endpoint does not write {format}; ask for png or jpeg."),
        };
    }

    private Raster Paint(int width, int height, bool isCutOut)
    {
        ulong random = Next();
        int from = (int)(random & 0xFFFFFF);
        int to = (int)((random >> 24) & 0xFFFFFF);
        int ink = ~from & 0xFFFFFF;
        int slant = 1 + (int)((random >> 48) & 3);
        ulong pattern = Next();
        int side = Math.Max(1, Math.Min(width, height) * 3 / 4 / Squares);
        int left = (width - (side * Squares)) / 2;
        int top = (height - (side * Squares)) / 2;
        int span = Math.Max(1, (width * slant) + height);
        Raster picture = new(width, height);
        for (int y = 0; y < height; y++)
        {
            Span<byte> row = picture.Row(y);
            for (int x = 0; x < width; x++)
            {
                bool isInk = IsInk(pattern, x - left, y - top, side);
                int share = (int)((long)((x * slant) + y) * 256 / span);
                Span<byte> pixel = row.Slice(x * Raster.BytesPerPixel, Raster.BytesPerPixel);
                for (int channel = 0; channel < 3; channel++)
                {
                    int shift = channel * 8;
                    int start = (from >> shift) & 0xFF;
                    pixel[channel] = isInk
                        ? (byte)(ink >> shift)
                        : (byte)(start + (((((to >> shift) & 0xFF) - start) * share) >> 8));
                }

                pixel[3] = (byte)(isInk || !isCutOut ? 255 : 0);
            }
        }

        return picture;
    }

    /// <summary>The right half mirrors the left.</summary>
    private static bool IsInk(ulong pattern, int x, int y, int side)
    {
        if (x < 0 || y < 0 || x >= side * Squares || y >= side * Squares)
        {
            return false;
        }

        int column = x / side;
        column = column < Squares / 2 ? column : Squares - 1 - column;
        return ((pattern >> ((y / side * (Squares / 2)) + column)) & 1) == 1;
    }

    private void Add(ulong value) => _state = (_state ^ value) * 1099511628211;

    private ulong Next()
    {
        Add(0x9E3779B97F4A7C15);
        ulong value = _state;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}

using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;

namespace BedrockPS.Images;

/// <summary>
/// Decodes PNG files of every colour type, depth and interlacing. Sizes and checksums are looked at before anything is believed, so
/// that damaged files end in an error soon.
/// </summary>
internal sealed class PngReader
{
    private static readonly (int X, int Y, int StepX, int StepY)[] s_passes =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    private readonly byte[] _file;
    private readonly List<(int Start, int Length)> _data = [];
    private int _width;
    private int _height;
    private int _depth;
    private int _colour;
    private bool _isInterlaced;
    private byte[] _palette = [];
    private byte[] _transparency = [];

    private PngReader(byte[] file) => _file = file;

    private int Channels => _colour switch { 0 or 3 => 1, 2 => 3, 4 => 2, _ => 4 };

    /// <param name="file">The whole file.</param>
    /// <param name="maxPixels">Larger pictures are not decoded.</param>
    /// <returns>Null where the file is damaged or too large.</returns>
    public static Raster? TryDecode(byte[] file, int maxPixels)
    {
        try
        {
            PngReader reader = new(file);
            return reader.ReadChunks() && (long)reader._width * reader._height <= maxPixels ? reader.Decode() : null;
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            return null;
        }
    }

    private bool ReadChunks()
    {
        int at = 8;
        while (_file.Length - at >= 12)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(_file.AsSpan(at));
            if (length < 0 || length > _file.Length - at - 12)
            {
                return false;
            }

            ReadOnlySpan<byte> content = _file.AsSpan(at + 8, length);
            if (Checksum.Crc(0, _file.AsSpan(at + 4, length + 4)) != BinaryPrimitives.ReadUInt32BigEndian(_file.AsSpan(at + 8 + length)))
            {
                return false;
            }

            ReadOnlySpan<byte> type = _file.AsSpan(at + 4, 4);
            if (type.SequenceEqual("IHDR"u8))
            {
                if (!ReadHeader(content))
                {
                    return false;
                }
            }
            else if (type.SequenceEqual("PLTE"u8))
            {
                _palette = content.ToArray();
            }
            else if (type.SequenceEqual("tRNS"u8))
            {
                _transparency = content.ToArray();
            }
            else if (type.SequenceEqual("IDAT"u8))
            {
                _data.Add((at + 8, length));
            }
            else if (type.SequenceEqual("IEND"u8))
            {
                break;
            }

            at += length + 12;
        }

        return _width > 0 && _data.Count > 0;
    }

    private bool ReadHeader(ReadOnlySpan<byte> header)
    {
        if (header.Length != 13)
        {
            return false;
        }

        _width = BinaryPrimitives.ReadInt32BigEndian(header);
        _height = BinaryPrimitives.ReadInt32BigEndian(header.Slice(4));
        _depth = header[8];
        _colour = header[9];
        _isInterlaced = header[12] == 1;
        return _width > 0 && _height > 0 && header[12] < 2 && (_colour, _depth)
            is (0, 1 or 2 or 4 or 8 or 16) or (3, 1 or 2 or 4 or 8) or (2 or 4 or 6, 8 or 16);
    }

    private Raster Decode()
    {
        Raster picture = new(_width, _height);
        using DeflateStream pixels = new(Compressed(), CompressionMode.Decompress);
        if (!_isInterlaced)
        {
            ReadPass(pixels, picture, 0, 0, 1, 1);
            return picture;
        }

        foreach ((int x, int y, int stepX, int stepY) in s_passes)
        {
            if (x < _width && y < _height)
            {
                ReadPass(pixels, picture, x, y, stepX, stepY);
            }
        }

        return picture;
    }

    /// <summary>The parts of the compressed pixels as one, without zlib's header.</summary>
    private MemoryStream Compressed()
    {
        MemoryStream all = new();
        foreach ((int start, int length) in _data)
        {
            all.Write(_file, start, length);
        }

        all.Position = Math.Min(2, all.Length);
        return all;
    }

    private void ReadPass(Stream pixels, Raster picture, int left, int top, int stepX, int stepY)
    {
        int bitsPerPixel = Channels * _depth;
        int count = (_width - left + stepX - 1) / stepX;
        int length = ((count * bitsPerPixel) + 7) / 8;
        int distance = Math.Max(1, bitsPerPixel / 8);
        byte[] line = new byte[length];
        byte[] above = new byte[length];
        for (int y = top; y < _height; y += stepY)
        {
            int filter = pixels.ReadByte();
            ReadAll(pixels, line);
            Unfilter(filter, line, above, distance);
            for (int i = 0; i < count; i++)
            {
                ReadPixel(line, i, picture.Rgba.AsSpan(((y * _width) + left + (i * stepX)) * Raster.BytesPerPixel));
            }

            (line, above) = (above, line);
        }
    }

    private static void ReadAll(Stream stream, byte[] buffer)
    {
        int read = 0;
        while (read < buffer.Length)
        {
            int count = stream.Read(buffer, read, buffer.Length - read);
            if (count == 0)
            {
                throw new EndOfStreamException();
            }

            read += count;
        }
    }

    private static void Unfilter(int filter, byte[] line, byte[] above, int distance)
    {
        for (int i = 0; i < line.Length; i++)
        {
            int left = i < distance ? 0 : line[i - distance];
            int up = above[i];
            line[i] += filter switch
            {
                0 => 0,
                1 => (byte)left,
                2 => (byte)up,
                3 => (byte)((left + up) / 2),
                4 => Paeth(left, up, i < distance ? 0 : above[i - distance]),
                _ => throw new InvalidDataException(),
            };
        }
    }

    private static byte Paeth(int left, int up, int corner)
    {
        int toLeft = Math.Abs(up - corner);
        int toUp = Math.Abs(left - corner);
        int toCorner = Math.Abs(left + up - corner - corner);
        return (byte)(toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner);
    }

    private void ReadPixel(byte[] line, int index, Span<byte> pixel)
    {
        pixel[3] = 255;
        int first = Sample(line, index * Channels);
        switch (_colour)
        {
            case 3:
                if ((first * 3) + 2 >= _palette.Length)
                {
                    throw new InvalidDataException();
                }

                _palette.AsSpan(first * 3, 3).CopyTo(pixel);
                pixel[3] = first < _transparency.Length ? _transparency[first] : (byte)255;
                break;
            case 0 or 4:
                pixel[0] = pixel[1] = pixel[2] = Scale(first);
                pixel[3] = _colour == 4 ? Scale(Sample(line, (index * 2) + 1)) : IsKey(first, 0) ? (byte)0 : (byte)255;
                break;
            default:
                int green = Sample(line, (index * Channels) + 1);
                int blue = Sample(line, (index * Channels) + 2);
                pixel[0] = Scale(first);
                pixel[1] = Scale(green);
                pixel[2] = Scale(blue);
                pixel[3] = _colour == 6
                    ? Scale(Sample(line, (index * 4) + 3))
                    : IsKey(first, 0) && IsKey(green, 2) && IsKey(blue, 4) ? (byte)0 : (byte)255;
                break;
        }
    }

    private int Sample(byte[] line, int number) => _depth switch
    {
        8 => line[number],
        16 => BinaryPrimitives.ReadUInt16BigEndian(line.AsSpan(number * 2)),
        _ => (line[number * _depth / 8] >> (8 - _depth - (number * _depth % 8))) & ((1 << _depth) - 1),
    };

    private byte Scale(int sample) => _depth == 16 ? (byte)(sample >> 8) : (byte)(sample * 255 / ((1 << _depth) - 1));

    /// <summary>One colour may stand for "nothing here".</summary>
    private bool IsKey(int sample, int at) =>
        _transparency.Length >= at + 2 && BinaryPrimitives.ReadUInt16BigEndian(_transparency.AsSpan(at)) == sample;
}

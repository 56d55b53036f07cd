using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;

namespace BedrockPS.Images;

/// <summary>Writes PNG files of eight bits a channel, with alpha only where some pixel has it.</summary>
internal static class PngWriter
{
    private const byte Up = 2;

    public static byte[] Write(Raster picture)
    {
        bool hasAlpha = picture.HasTransparency();
        using MemoryStream file = new();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], 0, 8);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, picture.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), picture.Height);
        header[8] = 8;
        header[9] = (byte)(hasAlpha ? 6 : 2);
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, Compress(picture, hasAlpha ? 4 : 3));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>A zlib stream, of which .NET Standard knows the inner part only.</summary>
    private static byte[] Compress(Raster picture, int channels)
    {
        using MemoryStream stream = new();
        stream.Write([0x78, 0x01], 0, 2);
        uint adler = 1;
        using (DeflateStream deflate = new(stream, CompressionLevel.Fastest, leaveOpen: true))
        {
            byte[] line = new byte[1 + (picture.Width * channels)];
            line[0] = Up;
            for (int y = 0; y < picture.Height; y++)
            {
                Filter(picture, y, channels, line);
                adler = Checksum.Adler(adler, line);
                deflate.Write(line, 0, line.Length);
            }
        }

        byte[] sum = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(sum, adler);
        stream.Write(sum, 0, 4);
        return stream.ToArray();
    }

    /// <summary>Each byte less the one above it: what changes little down the picture becomes zeros.</summary>
    private static void Filter(Raster picture, int y, int channels, byte[] line)
    {
        ReadOnlySpan<byte> row = picture.Row(y);
        ReadOnlySpan<byte> above = y == 0 ? default : picture.Row(y - 1);
        int to = 1;
        for (int x = 0; x < row.Length; x += Raster.BytesPerPixel)
        {
            for (int channel = 0; channel < channels; channel++)
            {
                line[to++] = (byte)(row[x + channel] - (y == 0 ? 0 : above[x + channel]));
            }
        }
    }

    private static void WriteChunk(Stream file, ReadOnlySpan<byte> type, byte[] content)
    {
        byte[] number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number, 0, 4);
        file.Write(type.ToArray(), 0, 4);
        file.Write(content, 0, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum.Crc(Checksum.Crc(0, type), content));
        file.Write(number, 0, 4);
    }
}

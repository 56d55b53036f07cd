using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;
using System.Text;
using BedrockPS.Images;

namespace BedrockPS.Unit.Images;

/// <summary>Pictures for tests.</summary>
internal static class Pictures
{
    /// <summary>A PNG whose pixels tell where they are: red across, green down.</summary>
    public static byte[] Png(int width, int height) => PngWriter.Write(Gradient(width, height));

    public static Raster Gradient(int width, int height)
    {
        Raster picture = new(width, height);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                byte[] pixel = [(byte)(x * 255 / Math.Max(1, width - 1)), (byte)(y * 255 / Math.Max(1, height - 1)), 128, 255];
                pixel.CopyTo(picture.Row(y).Slice(x * 4));
            }
        }

        return picture;
    }

    /// <summary>A PNG of lines that are given as the file has them, each behind its filter's number.</summary>
    public static byte[] Png(int width, int height, byte depth, byte colour, byte interlacing, byte[] lines, params (string Type, byte[] Content)[] chunks)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = depth;
        header[9] = colour;
        header[12] = interlacing;
        using MemoryStream file = new();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        Write(file, "IHDR", header);
        foreach ((string type, byte[] content) in chunks)
        {
            Write(file, type, content);
        }

        using MemoryStream data = new();
        using (ZLibStream zlib = new(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(lines);
        }

        // In two pieces, as programs that stream write them.
        byte[] all = data.ToArray();
        Write(file, "IDAT", all[..(all.Length / 2)]);
        Write(file, "IDAT", all[(all.Length / 2)..]);
        Write(file, "IEND", []);
        return file.ToArray();
    }

    private static void Write(Stream file, string type, byte[] content)
    {
        byte[] name = Encoding.ASCII.GetBytes(type);
        byte[] number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(name);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, System.IO.Hashing.Crc32.HashToUInt32([.. name, .. content]));
        file.Write(number);
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace BedrockPS.Local.Async;

/// <summary>A video in the container that players open: one track, one colour a shot.</summary>
internal static class Mp4File
{
    private const int Timescale = 1000 * 24;

    /// <param name="width">Pixels, even.</param>
    /// <param name="height">Pixels, even.</param>
    /// <param name="fps">Pictures in a second.</param>
    /// <param name="shots">Text and seconds of each shot; the text makes its colour.</param>
    public static byte[] Make(int width, int height, int fps, IReadOnlyList<(string Text, int Seconds)> shots)
    {
        PlainPicture picture = new(width, height);
        List<int> sizes = [];
        List<int> keys = [];
        using MemoryStream data = new();
        foreach ((string text, int seconds) in shots)
        {
            uint hash = Hash(text);
            for (int i = 0; i < seconds * fps; i++)
            {
                byte[] unit = i == 0
                    ? picture.Key(keys.Count, (byte)(60 + (hash % 130)), (byte)(60 + ((hash >> 8) % 130)), (byte)(60 + ((hash >> 16) % 130)))
                    : picture.Same(i);
                if (i == 0)
                {
                    keys.Add(sizes.Count + 1);
                }

                Write32(data, unit.Length);
                data.Write(unit, 0, unit.Length);
                sizes.Add(unit.Length + 4);
            }
        }

        byte[] kind = Box("ftyp", Text("isom"), Number(512), Text("isom"), Text("iso2"), Text("avc1"), Text("mp41"));
        byte[] Movie(int offset) => Box("moov", Header(sizes.Count, fps), Track(picture, width, height, fps, sizes, keys, offset));
        int head = kind.Length + Movie(0).Length + 8;
        return Join(kind, Movie(head), Box("mdat", data.ToArray()));
    }

    private static byte[] Header(int frames, int fps) => Box(
        "mvhd", Number(0), Number(0), Number(0), Number(Timescale), Number(Duration(frames, fps)), Number(0x00010000), Short(0x0100),
        new byte[10], Matrix(), new byte[24], Number(2));

    private static byte[] Track(
        PlainPicture picture, int width, int height, int fps, List<int> sizes, List<int> keys, int offset)
    {
        int duration = Duration(sizes.Count, fps);
        byte[] sequence = picture.Sequence();
        byte[] parameters = PlainPicture.Parameters();
        byte[] configuration = Box(
            "avcC", [1, sequence[1], sequence[2], sequence[3], 0xFF, 0xE1], Short(sequence.Length), sequence, [1], Short(parameters.Length), parameters);
        byte[] format = Box(
            "avc1", new byte[6], Short(1), new byte[16], Short(width), Short(height), Number(0x00480000), Number(0x00480000), Number(0), Short(1),
            new byte[32], Short(24), Short(0xFFFF), configuration);
        byte[] table = Box(
            "stbl",
            Box("stsd", Number(0), Number(1), format),
            Box("stts", Number(0), Number(1), Number(sizes.Count), Number(Timescale / fps)),
            Box("stss", Number(0), Numbers(keys)),
            Box("stsc", Number(0), Number(1), Number(1), Number(sizes.Count), Number(1)),
            Box("stsz", Number(0), Number(0), Numbers(sizes)),
            Box("stco", Number(0), Number(1), Number(offset)));
        byte[] where = Box("dinf", Box("dref", Number(0), Number(1), Box("url ", Number(1))));
        return Box(
            "trak",
            Box(
                "tkhd", Number(7), Number(0), Number(0), Number(1), Number(0), Number(duration), new byte[8], new byte[8], Matrix(),
                Number(width << 16), Number(height << 16)),
            Box(
                "mdia",
                Box("mdhd", Number(0), Number(0), Number(0), Number(Timescale), Number(duration), Short(0x55C4), Short(0)),
                Box("hdlr", Number(0), Number(0), Text("vide"), new byte[12], Text("video"), [0]),
                Box("minf", Box("vmhd", Number(1), new byte[8]), where, table)));
    }

    private static int Duration(int frames, int fps) => frames * (Timescale / fps);

    private static byte[] Matrix() => Join(
        Number(0x00010000), Number(0), Number(0), Number(0), Number(0x00010000), Number(0), Number(0), Number(0), Number(0x40000000));

    private static byte[] Box(string name, params byte[][] parts)
    {
        byte[] content = Join(parts);
        return Join(Number(content.Length + 8), Text(name), content);
    }

    private static byte[] Numbers(List<int> values)
    {
        using MemoryStream bytes = new();
        Write32(bytes, values.Count);
        foreach (int value in values)
        {
            Write32(bytes, value);
        }

        return bytes.ToArray();
    }

    private static byte[] Number(int value)
    {
        using MemoryStream bytes = new();
        Write32(bytes, value);
        return bytes.ToArray();
    }

    private static byte[] Short(int value) => [(byte)(value >> 8), (byte)value];

    private static byte[] Text(string text) => Encoding.ASCII.GetBytes(text);

    private static byte[] Join(params byte[][] parts)
    {
        using MemoryStream bytes = new();
        foreach (byte[] part in parts)
        {
            bytes.Write(part, 0, part.Length);
        }

        return bytes.ToArray();
    }

    private static void Write32(Stream stream, int value)
    {
        stream.WriteByte((byte)(value >> 24));
        stream.WriteByte((byte)(value >> 16));
        stream.WriteByte((byte)(value >> 8));
        stream.WriteByte((byte)value);
    }

    /// <summary>The same text is the same colour in every process.</summary>
    private static uint Hash(string text)
    {
        uint hash = 2166136261;
        foreach (char c in text)
        {
            hash = (hash ^ c) * 16777619;
        }

        return hash ^ (hash >> 15);
    }
}

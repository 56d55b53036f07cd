using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using BedrockPS.Engine;

namespace BedrockPS.Unit.Engine;

/// <summary>Frames put together byte by byte, with a checksum of our own, so that reader and writer are not each other's proof.</summary>
internal static class FrameBytes
{
    public static byte[] Event(string type, string json) => EventStreamWriter.Encode(
        [
            new KeyValuePair<string, string>(":message-type", "event"),
            new KeyValuePair<string, string>(":event-type", type),
            new KeyValuePair<string, string>(":content-type", "application/json"),
        ],
        Encoding.UTF8.GetBytes(json));

    public static byte[] Raw(byte[] headers, byte[] payload)
    {
        byte[] frame = new byte[16 + headers.Length + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), headers.Length);
        headers.CopyTo(frame, 12);
        payload.CopyTo(frame, 12 + headers.Length);
        return Seal(frame);
    }

    /// <summary>Writes both checksums over whatever the frame says.</summary>
    public static byte[] Seal(byte[] frame)
    {
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(8), Crc(frame.AsSpan(0, 8)));
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(frame.Length - 4), Crc(frame.AsSpan(0, frame.Length - 4)));
        return frame;
    }

    public static byte[] Header(string name, byte type, params byte[] value) =>
        [(byte)Encoding.UTF8.GetByteCount(name), .. Encoding.UTF8.GetBytes(name), type, .. value];

    public static byte[] Text(string name, string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        return Header(name, 7, [(byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes]);
    }

    // CRC-32 (IEEE 802.3), bit by bit.
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
            }
        }

        return ~crc;
    }
}

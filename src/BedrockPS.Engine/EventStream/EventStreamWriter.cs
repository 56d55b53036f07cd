using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO.Hashing;
using System.Text;

namespace BedrockPS.Engine;

/// <summary>Makes event-stream frames with their two CRC32s.</summary>
public static class EventStreamWriter
{
    /// <summary>A whole frame with string headers, in the order given.</summary>
    /// <exception cref="ArgumentException">A name is not 1 to 255 bytes, or a value is longer than 65,535 bytes.</exception>
    public static byte[] Encode(IReadOnlyList<KeyValuePair<string, string>> headers, ReadOnlySpan<byte> payload)
    {
        int headerLength = 0;
        for (int i = 0; i < headers.Count; i++)
        {
            int name = Encoding.UTF8.GetByteCount(headers[i].Key);
            int value = Encoding.UTF8.GetByteCount(headers[i].Value);
            if (name is 0 or > byte.MaxValue || value > ushort.MaxValue)
            {
                throw new ArgumentException($"The header '{headers[i].Key}' does not fit into an event-stream frame.", nameof(headers));
            }

            headerLength += 1 + name + 1 + 2 + value;
        }

        byte[] frame = new byte[12 + headerLength + payload.Length + 4];
        Span<byte> bytes = frame;
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)frame.Length);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.Slice(4), (uint)headerLength);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.Slice(8), Crc32.HashToUInt32(bytes.Slice(0, 8)));
        int at = 12;
        for (int i = 0; i < headers.Count; i++)
        {
            int name = Encoding.UTF8.GetBytes(headers[i].Key, 0, headers[i].Key.Length, frame, at + 1);
            frame[at] = (byte)name;
            at += 1 + name;
            frame[at++] = (byte)EventHeaderType.String;
            int value = Encoding.UTF8.GetBytes(headers[i].Value, 0, headers[i].Value.Length, frame, at + 2);
            BinaryPrimitives.WriteUInt16BigEndian(bytes.Slice(at), (ushort)value);
            at += 2 + value;
        }

        payload.CopyTo(bytes.Slice(at));
        BinaryPrimitives.WriteUInt32BigEndian(bytes.Slice(frame.Length - 4), Crc32.HashToUInt32(bytes.Slice(0, frame.Length - 4)));
        return frame;
    }

    /// <summary>A whole frame around a header block that is already in its wire form.</summary>
    internal static byte[] EncodeBlock(ReadOnlySpan<byte> headers, ReadOnlySpan<byte> payload)
    {
        byte[] frame = new byte[12 + headers.Length + payload.Length + 4];
        Span<byte> bytes = frame;
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)frame.Length);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.Slice(4), (uint)headers.Length);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.Slice(8), Crc32.HashToUInt32(bytes.Slice(0, 8)));
        headers.CopyTo(bytes.Slice(12));
        payload.CopyTo(bytes.Slice(12 + headers.Length));
        BinaryPrimitives.WriteUInt32BigEndian(bytes.Slice(frame.Length - 4), Crc32.HashToUInt32(bytes.Slice(0, frame.Length - 4)));
        return frame;
    }
}

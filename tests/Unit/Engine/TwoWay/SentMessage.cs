using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace BedrockPS.Unit.Engine.TwoWay;

/// <summary>One frame of an event stream, taken apart and checked without the module's own reader.</summary>
internal sealed class SentMessage
{
    private readonly Dictionary<string, (byte Type, byte[] Value)> _headers = [];

    private SentMessage(byte[] payload) => Payload = payload;

    public byte[] Payload { get; }

    public IEnumerable<string> Names => _headers.Keys;

    public string Text(string name) => Encoding.UTF8.GetString(Value(name, 7));

    public byte[] Value(string name, byte type) =>
        _headers.TryGetValue(name, out (byte Type, byte[] Value) header) && header.Type == type
            ? header.Value
            : throw new InvalidDataException($"no header {name} of type {type}");

    public static SentMessage Parse(byte[] frame)
    {
        if (!FrameBytes.Seal([.. frame]).SequenceEqual(frame))
        {
            throw new InvalidDataException("a checksum is wrong");
        }

        int headersEnd = 12 + BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(4));
        SentMessage message = new(frame[headersEnd..^4]);
        for (int at = 12; at < headersEnd;)
        {
            string name = Encoding.UTF8.GetString(frame, at + 1, frame[at]);
            at += 1 + frame[at];
            byte type = frame[at++];
            int length = type switch
            {
                6 or 7 => BinaryPrimitives.ReadUInt16BigEndian(frame.AsSpan(at)),
                8 => 8,
                _ => throw new InvalidDataException("header type " + type),
            };
            at += type == 8 ? 0 : 2;
            message._headers.Add(name, (type, frame[at..(at + length)]));
            at += length;
        }

        return message;
    }
}

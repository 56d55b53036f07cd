using System;
using System.Buffers.Binary;

namespace BedrockPS.Engine;

/// <summary>Steps through the headers of one block without allocating; a block that does not add up is StreamCorrupt.</summary>
internal ref struct EventHeaderCursor
{
    private ReadOnlySpan<byte> _rest;

    public EventHeaderCursor(ReadOnlySpan<byte> block)
    {
        _rest = block;
        Name = default;
        Value = default;
        Type = default;
    }

    /// <summary>Never empty.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    public EventHeaderType Type { get; private set; }

    /// <summary>The value's bytes as on the wire, without a length prefix.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    public bool MoveNext()
    {
        ReadOnlySpan<byte> rest = _rest;
        if (rest.IsEmpty)
        {
            return false;
        }

        int nameLength = rest[0];
        if (nameLength == 0 || rest.Length < nameLength + 2)
        {
            throw Corrupt();
        }

        Name = rest.Slice(1, nameLength);
        byte type = rest[nameLength + 1];
        rest = rest.Slice(nameLength + 2);
        int valueLength = type switch
        {
            0 or 1 => 0,
            2 => 1,
            3 => 2,
            4 => 4,
            5 or 8 => 8,
            9 => 16,
            6 or 7 when rest.Length >= 2 => BinaryPrimitives.ReadUInt16BigEndian(rest),
            _ => -1,
        };
        if (type is 6 or 7 && valueLength >= 0)
        {
            rest = rest.Slice(2);
        }

        if (valueLength < 0 || valueLength > rest.Length)
        {
            throw Corrupt();
        }

        Type = (EventHeaderType)type;
        Value = rest.Slice(0, valueLength);
        _rest = rest.Slice(valueLength);
        return true;
    }

    private static EngineException Corrupt() =>
        new(EngineFailure.StreamCorrupt, "The event stream is damaged: a frame's headers do not add up.");
}

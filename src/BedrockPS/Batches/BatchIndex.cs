using System;
using System.Buffers.Binary;

namespace BedrockPS.Batches;

/// <summary>
/// A record's entry in the index of its file. All are of one length, so that the one of the how manieth record is found without
/// reading the others.
/// </summary>
internal readonly struct BatchIndex
{
    /// <summary>Bytes of an entry.</summary>
    public const int Length = 24;

    public BatchIndex(long recordEnd, long objectEnd, ulong hash)
    {
        RecordEnd = recordEnd;
        ObjectEnd = objectEnd;
        Hash = hash;
    }

    /// <summary>Where the record's line ends in the file of records.</summary>
    public long RecordEnd { get; }

    /// <summary>Where the input object's line ends in the file of objects.</summary>
    public long ObjectEnd { get; }

    /// <summary>Of body and object.</summary>
    public ulong Hash { get; }

    public static BatchIndex Read(ReadOnlySpan<byte> entry) => new(
        BinaryPrimitives.ReadInt64LittleEndian(entry),
        BinaryPrimitives.ReadInt64LittleEndian(entry.Slice(8)),
        BinaryPrimitives.ReadUInt64LittleEndian(entry.Slice(16)));

    public void Write(Span<byte> entry)
    {
        BinaryPrimitives.WriteInt64LittleEndian(entry, RecordEnd);
        BinaryPrimitives.WriteInt64LittleEndian(entry.Slice(8), ObjectEnd);
        BinaryPrimitives.WriteUInt64LittleEndian(entry.Slice(16), Hash);
    }
}

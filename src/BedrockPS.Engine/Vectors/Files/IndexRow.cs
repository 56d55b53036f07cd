using System;
using System.Buffers.Binary;

namespace BedrockPS.Engine.Vectors;

/// <summary>A row's entry in the table of rows: its keys, and where its record is.</summary>
internal readonly struct IndexRow
{
    private const int CheckOffset = IndexFormat.RowEntryLength - sizeof(ulong);

    public IndexRow(IndexKey id, IndexKey text, long recordOffset, int recordLength, ulong recordCheck)
    {
        Id = id;
        Text = text;
        RecordOffset = recordOffset;
        RecordLength = recordLength;
        RecordCheck = recordCheck;
    }

    public IndexKey Id { get; }

    /// <summary>Key of what was embedded: what has not changed need not be embedded again.</summary>
    public IndexKey Text { get; }

    /// <summary>From the beginning of the commit's records.</summary>
    public long RecordOffset { get; }

    public int RecordLength { get; }

    public ulong RecordCheck { get; }

    public void Write(Span<byte> entry, int row)
    {
        entry.Clear();
        Id.Write(entry);
        Text.Write(entry.Slice(16));
        BinaryPrimitives.WriteInt64LittleEndian(entry.Slice(32), RecordOffset);
        BinaryPrimitives.WriteInt32LittleEndian(entry.Slice(40), RecordLength);
        BinaryPrimitives.WriteUInt64LittleEndian(entry.Slice(48), RecordCheck);
        BinaryPrimitives.WriteUInt64LittleEndian(entry.Slice(CheckOffset), IndexFormat.Check(entry.Slice(0, CheckOffset), row));
    }

    /// <returns>Whether the entry is sound.</returns>
    public static bool TryRead(ReadOnlySpan<byte> entry, int row, long recordsLength, out IndexRow read)
    {
        if (BinaryPrimitives.ReadUInt64LittleEndian(entry.Slice(CheckOffset)) != IndexFormat.Check(entry.Slice(0, CheckOffset), row))
        {
            read = default;
            return false;
        }

        read = new IndexRow(
            IndexKey.Read(entry),
            IndexKey.Read(entry.Slice(16)),
            BinaryPrimitives.ReadInt64LittleEndian(entry.Slice(32)),
            BinaryPrimitives.ReadInt32LittleEndian(entry.Slice(40)),
            BinaryPrimitives.ReadUInt64LittleEndian(entry.Slice(48)));
        return read.RecordOffset >= 0 && read.RecordLength >= 0 && read.RecordOffset <= recordsLength - read.RecordLength;
    }
}

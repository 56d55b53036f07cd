using System;
using System.Buffers.Binary;

namespace BedrockPS.Engine.Vectors;

/// <summary>
/// What one commit holds and where. The same numbers stand before and behind the commit: the second copy is what makes it one, and
/// is written only when all before it is on the disk.
/// </summary>
internal sealed class SegmentHeader
{
    public const int Length = 128;

    /// <summary>BRSG, and BREN of the copy at the end.</summary>
    public const uint HeadMagic = 0x47535242;
    public const uint EndMagic = 0x4E455242;

    private const int CheckOffset = Length - sizeof(ulong);
    private const long MaxRecordsLength = 1L << 48;
    private const long MaxPageFloats = 1L << 28;

    public ulong FileId { get; init; }

    /// <summary>1 for the first commit of the file.</summary>
    public long Sequence { get; init; }

    public int FirstRow { get; init; }

    public int RowCount { get; init; }

    /// <summary>Earlier rows that this commit supersedes or removes.</summary>
    public int DeadCount { get; init; }

    public int Dimension { get; init; }

    /// <summary>Rows of a page, the piece of vectors that has a checksum of its own.</summary>
    public int PageRows { get; init; }

    public long RecordsLength { get; init; }

    public long Committed { get; init; }

    /// <summary>Checksum of the directory.</summary>
    public ulong DirectoryCheck { get; init; }

    public int PageCount => RowCount == 0 ? 0 : (int)(((long)RowCount + PageRows - 1) / PageRows);

    /// <summary>The directory: numbers of dead rows, then the checksums of the pages.</summary>
    public long DirectoryLength => IndexFormat.Align((long)DeadCount * sizeof(int)) + ((long)PageCount * sizeof(ulong));

    public long RowsOffset => Length + IndexFormat.Align(DirectoryLength);

    public long RecordsOffset => RowsOffset + ((long)RowCount * IndexFormat.RowEntryLength);

    public long VectorsOffset => RecordsOffset + IndexFormat.Align(RecordsLength);

    /// <summary>The second copy of the directory.</summary>
    public long CopyOffset => VectorsOffset + IndexFormat.Align((long)RowCount * Dimension * sizeof(float));

    public long EndOffset => CopyOffset + IndexFormat.Align(DirectoryLength);

    public long TotalLength => EndOffset + Length;

    public byte[] ToBytes(uint magic)
    {
        byte[] bytes = new byte[Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, magic);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), Dimension);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), FileId);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), Sequence);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(24), FirstRow);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(28), RowCount);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(32), DeadCount);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(36), PageRows);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(40), RecordsLength);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(48), Committed);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(56), DirectoryCheck);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(64), TotalLength);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(CheckOffset), IndexFormat.Check(bytes.AsSpan(0, CheckOffset), 0));
        return bytes;
    }

    /// <summary>Null where the bytes are no such header.</summary>
    public static SegmentHeader? Read(ReadOnlySpan<byte> bytes, uint magic, ulong fileId)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes) != magic
            || BinaryPrimitives.ReadUInt64LittleEndian(bytes.Slice(8)) != fileId
            || BinaryPrimitives.ReadUInt64LittleEndian(bytes.Slice(CheckOffset)) != IndexFormat.Check(bytes.Slice(0, CheckOffset), 0))
        {
            return null;
        }

        SegmentHeader header = new()
        {
            Dimension = BinaryPrimitives.ReadInt32LittleEndian(bytes.Slice(4)),
            FileId = fileId,
            Sequence = BinaryPrimitives.ReadInt64LittleEndian(bytes.Slice(16)),
            FirstRow = BinaryPrimitives.ReadInt32LittleEndian(bytes.Slice(24)),
            RowCount = BinaryPrimitives.ReadInt32LittleEndian(bytes.Slice(28)),
            DeadCount = BinaryPrimitives.ReadInt32LittleEndian(bytes.Slice(32)),
            PageRows = BinaryPrimitives.ReadInt32LittleEndian(bytes.Slice(36)),
            RecordsLength = BinaryPrimitives.ReadInt64LittleEndian(bytes.Slice(40)),
            Committed = BinaryPrimitives.ReadInt64LittleEndian(bytes.Slice(48)),
            DirectoryCheck = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Slice(56)),
        };
        return header.IsPossible && header.TotalLength == BinaryPrimitives.ReadInt64LittleEndian(bytes.Slice(64)) ? header : null;
    }

    /// <summary>Also a file that was made to mislead leads nowhere outside itself.</summary>
    private bool IsPossible =>
        Dimension is > 0 and <= IndexFormat.MaxDimension
        && Sequence > 0
        && FirstRow >= 0
        && RowCount >= 0
        && (long)FirstRow + RowCount <= int.MaxValue
        && DeadCount >= 0
        && PageRows > 0
        && (long)PageRows * Dimension <= MaxPageFloats
        && RecordsLength is >= 0 and <= MaxRecordsLength;
}

using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace BedrockPS.Engine.Vectors;

/// <summary>
/// Writes one commit: everything but its end mark, then waits for the disk, then writes the mark and waits again. Whenever the power
/// goes, the mark is there with all that it speaks for, or there is no commit.
/// </summary>
internal sealed class SegmentWriter
{
    private const int BufferLength = 1 << 20;

    private readonly IAppendTarget _target;
    private readonly byte[] _buffer = new byte[BufferLength];
    private long _position;
    private int _used;

    public SegmentWriter(IAppendTarget target) => _target = target;

    /// <param name="start">Where the commit begins.</param>
    /// <param name="fileId">The file's number.</param>
    /// <param name="sequence">The commit's number.</param>
    /// <param name="firstRow">The row number of its first entry.</param>
    /// <param name="dimension">Length of the vectors.</param>
    /// <param name="entries">What is added.</param>
    /// <param name="dead">Rows that are superseded or removed by it.</param>
    /// <returns>Where it ends.</returns>
    public long Write(long start, ulong fileId, long sequence, int firstRow, int dimension, IReadOnlyList<IndexEntry> entries, IReadOnlyList<int> dead)
    {
        long recordsLength = 0;
        foreach (IndexEntry entry in entries)
        {
            recordsLength += entry.Record.Length;
        }

        SegmentHeader sizes = Header(0);
        byte[] directory = Directory(sizes, entries, dead);
        SegmentHeader header = Header(IndexFormat.Check(directory, sequence));
        SegmentHeader Header(ulong check) => new()
        {
            FileId = fileId,
            Sequence = sequence,
            FirstRow = firstRow,
            RowCount = entries.Count,
            DeadCount = dead.Count,
            Dimension = dimension,
            PageRows = VectorScan.PageRows(dimension),
            RecordsLength = recordsLength,
            Committed = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
            DirectoryCheck = check,
        };

        _position = start;
        _used = 0;
        Add(header.ToBytes(SegmentHeader.HeadMagic));
        Add(directory);
        FillTo(start + header.RowsOffset);
        AddRows(entries, firstRow);
        foreach (IndexEntry entry in entries)
        {
            Add(entry.Record);
        }

        FillTo(start + header.VectorsOffset);
        foreach (IndexEntry entry in entries)
        {
            Add(MemoryMarshal.AsBytes(entry.Vector.AsSpan()));
        }

        FillTo(start + header.CopyOffset);
        Add(directory);
        FillTo(start + header.EndOffset);
        Send();
        _target.Flush();
        Add(header.ToBytes(SegmentHeader.EndMagic));
        Send();
        _target.Flush();
        return start + header.TotalLength;
    }

    private static byte[] Directory(SegmentHeader sizes, IReadOnlyList<IndexEntry> entries, IReadOnlyList<int> dead)
    {
        byte[] directory = new byte[sizes.DirectoryLength];
        for (int i = 0; i < dead.Count; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(directory.AsSpan(i * sizeof(int)), dead[i]);
        }

        int offset = (int)IndexFormat.Align((long)dead.Count * sizeof(int));
        byte[] page = new byte[sizes.PageRows * sizes.Dimension * sizeof(float)];
        for (int number = 0; number < sizes.PageCount; number++)
        {
            int first = number * sizes.PageRows;
            int count = Math.Min(sizes.PageRows, entries.Count - first);
            int used = 0;
            for (int i = first; i < first + count; i++)
            {
                MemoryMarshal.AsBytes(entries[i].Vector.AsSpan()).CopyTo(page.AsSpan(used));
                used += sizes.Dimension * sizeof(float);
            }

            BinaryPrimitives.WriteUInt64LittleEndian(
                directory.AsSpan(offset + (number * sizeof(ulong))), IndexFormat.Check(page.AsSpan(0, used), sizes.FirstRow + first));
        }

        return directory;
    }

    private void AddRows(IReadOnlyList<IndexEntry> entries, int firstRow)
    {
        byte[] bytes = new byte[IndexFormat.RowEntryLength];
        long offset = 0;
        for (int i = 0; i < entries.Count; i++)
        {
            IndexEntry entry = entries[i];
            int row = firstRow + i;
            new IndexRow(entry.Id, entry.Text, offset, entry.Record.Length, IndexFormat.Check(entry.Record, row)).Write(bytes, row);
            Add(bytes);
            offset += entry.Record.Length;
        }
    }

    private void FillTo(long position)
    {
        int missing = (int)(position - _position - _used);
        Add(new byte[missing]);
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            int count = Math.Min(bytes.Length, _buffer.Length - _used);
            bytes.Slice(0, count).CopyTo(_buffer.AsSpan(_used));
            _used += count;
            bytes = bytes.Slice(count);
            if (_used == _buffer.Length)
            {
                Send();
            }
        }
    }

    private void Send()
    {
        if (_used > 0)
        {
            _target.Write(_position, _buffer, _used);
            _position += _used;
            _used = 0;
        }
    }
}

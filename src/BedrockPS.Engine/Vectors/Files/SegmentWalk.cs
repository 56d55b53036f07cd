using System;
using System.Collections.Generic;

namespace BedrockPS.Engine.Vectors;

/// <summary>
/// Finds the commits of a file, one behind the other. What stands at the end and never became a commit is left out; what stands
/// between commits and cannot be read is damage.
/// </summary>
internal sealed class SegmentWalk
{
    private const int BlockLength = 1 << 18;

    private readonly IndexMap _map;
    private readonly byte[] _mark = new byte[SegmentHeader.Length];
    private readonly ulong _fileId;
    private readonly int _dimension;
    private readonly List<IndexDamage> _damage;
    private long _sequence;
    private int _rows;
    private int _pages;

    public SegmentWalk(IndexMap map, IndexHeader header, List<IndexDamage> damage)
    {
        _map = map;
        _fileId = header.FileId;
        _dimension = header.Dimension;
        _damage = damage;
    }

    public List<Segment> Segments { get; } = [];

    /// <summary>Where the last commit ends.</summary>
    public long End { get; private set; } = IndexHeader.Length;

    public void Run()
    {
        while (Find() is { } found)
        {
            SegmentHeader header = found.Header;
            Segments.Add(new Segment(header, found.Start, _pages));
            _sequence = header.Sequence;
            _rows = header.FirstRow + header.RowCount;
            _pages += header.PageCount;
            End = found.Start + header.TotalLength;
        }
    }

    private (SegmentHeader Header, long Start)? Find()
    {
        if (_map.ReadAside(End, _mark) == _mark.Length && Read(_mark, SegmentHeader.HeadMagic) is SegmentHeader header && header.Sequence == _sequence + 1 && Fits(header, End))
        {
            switch (EndOf(header, End))
            {
                case EndMark.Sound:
                    return (header, End);
                case EndMark.Unfinished:
                    return null;
                default:
                    _damage.Add(new IndexDamage($"The end mark of commit {header.Sequence} is damaged; its entries can be read.", losesRows: false));
                    return (header, End);
            }
        }

        if (FindBehind(End) is not { } next)
        {
            return null;
        }

        _damage.Add(next.Start == End && next.Header.Sequence == _sequence + 1
            ? new IndexDamage($"The head of commit {next.Header.Sequence} is damaged; its copy serves, and its entries can be read.", losesRows: false)
            : new IndexDamage(
                $"Commits {_sequence + 1} to {next.Header.Sequence - 1}, with entries {_rows} to {next.Header.FirstRow - 1}, cannot be read at all, nor which entries they superseded.",
                losesRows: true,
                isFatal: true));
        return next;
    }

    /// <summary>The next commit that is one for certain, wherever it begins.</summary>
    private (SegmentHeader Header, long Start)? FindBehind(long position)
    {
        byte[] block = new byte[BlockLength + SegmentHeader.Length];
        for (long start = position; start <= _map.Length - SegmentHeader.Length; start += BlockLength)
        {
            int length = _map.ReadAside(start, block);
            for (int place = 0; place < BlockLength && place <= length - SegmentHeader.Length; place += IndexFormat.Alignment)
            {
                ReadOnlySpan<byte> bytes = block.AsSpan(place, SegmentHeader.Length);
                if (Read(bytes, SegmentHeader.HeadMagic) is SegmentHeader head && Fits(head, start + place) && EndOf(head, start + place) == EndMark.Sound)
                {
                    return (head, start + place);
                }

                if (Read(bytes, SegmentHeader.EndMagic) is SegmentHeader end
                    && start + place + SegmentHeader.Length - end.TotalLength is long first
                    && first >= position)
                {
                    return (end, first);
                }
            }
        }

        return null;
    }

    private SegmentHeader? Read(ReadOnlySpan<byte> bytes, uint magic) =>
        SegmentHeader.Read(bytes, magic, _fileId) is SegmentHeader header
        && header.Sequence > _sequence
        && header.FirstRow >= _rows
        && (header.Sequence > _sequence + 1 || header.FirstRow == _rows)
        && (_dimension == 0 || header.Dimension == _dimension)
        && (Segments.Count == 0 || header.Dimension == Segments[0].Header.Dimension)
            ? header
            : null;

    private bool Fits(SegmentHeader header, long start) => header.TotalLength <= _map.Length - start;

    private EndMark EndOf(SegmentHeader header, long start)
    {
        ReadOnlySpan<byte> expected = header.ToBytes(SegmentHeader.EndMagic);
        if (_map.ReadAside(start + header.EndOffset, _mark) < _mark.Length)
        {
            return EndMark.Unfinished;
        }

        ReadOnlySpan<byte> found = _mark;
        if (found.SequenceEqual(expected))
        {
            return EndMark.Sound;
        }

        // A file's length may reach the disk before its last bytes do: these read as zeros then, and disks write no half of a sector.
        const int Half = IndexFormat.Alignment;
        bool isUnfinished = start + header.TotalLength == _map.Length
            && IsZero(found.Slice(Half))
            && (IsZero(found.Slice(0, Half)) || found.Slice(0, Half).SequenceEqual(expected.Slice(0, Half)));
        return isUnfinished ? EndMark.Unfinished : EndMark.Damaged;
    }

    private static bool IsZero(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            if (value != 0)
            {
                return false;
            }
        }

        return true;
    }

    private enum EndMark
    {
        Sound,
        Unfinished,
        Damaged,
    }
}

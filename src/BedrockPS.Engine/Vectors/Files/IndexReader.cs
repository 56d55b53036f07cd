using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;

namespace BedrockPS.Engine.Vectors;

/// <summary>
/// An index file as it was at its last commit when it was opened. Every byte is checked before it is used: each page of vectors when
/// it is first searched, each record when it is read. What is damaged is told once and left out.
/// </summary>
public sealed unsafe partial class IndexReader : IDisposable
{
    private readonly IndexMap _map;
    private readonly IndexHeader _header;
    private readonly List<Segment> _segments;
    private readonly List<RowPage> _pages = [];
    private readonly List<ulong> _pageChecks = [];
    private readonly List<IndexDamage> _damage = [];
    private readonly byte[] _pageStates;
    private readonly ulong[] _live;

    private IndexReader(string path, IndexMap map)
    {
        Path = path;
        _map = map;
        _header = IndexHeader.Read(map.Span(0, Math.Min(map.Length, IndexHeader.Length)), path, out bool isWhole);
        if (!isWhole && map.Length >= IndexHeader.Length)
        {
            _damage.Add(new IndexDamage("The header is damaged; its copy serves.", losesRows: false));
        }
        else if (map.Length < IndexHeader.Length)
        {
            throw new IndexException(IndexFailure.NotAnIndex, $"'{path}' is cut off within its header.");
        }

        SegmentWalk walk = new(map, _header, _damage);
        walk.Run();
        _segments = walk.Segments;
        End = walk.End;
        Segment? last = _segments.Count == 0 ? null : _segments[_segments.Count - 1];
        RowCount = last is null ? 0 : last.Header.FirstRow + last.Header.RowCount;
        _live = new ulong[((long)RowCount + 63) / 64];
        foreach (Segment segment in _segments)
        {
            Load(segment);
        }

        _pageStates = new byte[_pages.Count];
        foreach (ulong bits in _live)
        {
            LiveCount += BitCount(bits);
        }
    }

    public string Path { get; }

    public string Model => _header.Model;

    /// <summary>Length of the vectors; 0 while that is open.</summary>
    public int Dimension => _segments.Count > 0 ? _segments[0].Header.Dimension : _header.Dimension;

    public DateTimeOffset Created => _header.Created;

    /// <summary>When the last commit was made; null before the first.</summary>
    public DateTimeOffset? LastCommit => _segments.Count == 0
        ? null
        : DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(Math.Max(_segments[_segments.Count - 1].Header.Committed, 0), 253402300799999));

    public long CommitCount => _segments.Count == 0 ? 0 : _segments[_segments.Count - 1].Header.Sequence;

    /// <summary>Rows of all commits, superseded ones among them.</summary>
    public int RowCount { get; }

    /// <summary>Rows that are neither superseded nor removed.</summary>
    public int LiveCount { get; private set; }

    /// <summary>Where the last commit ends; what follows never became one.</summary>
    public long End { get; }

    public long Length => _map.Length;

    /// <summary>Damage found so far.</summary>
    public IReadOnlyList<IndexDamage> Damage
    {
        get
        {
            lock (_damage)
            {
                return _damage.ToArray();
            }
        }
    }

    internal IndexHeader Header => _header;

    /// <param name="stream">The file, opened so that others may write; the reader owns it from now on.</param>
    /// <exception cref="IndexException">It is no index, or cannot be read.</exception>
    public static IndexReader Open(FileStream stream)
    {
        string path = stream.Name;
        if (!BitConverter.IsLittleEndian)
        {
            stream.Dispose();
            throw new IndexException(IndexFailure.Version, "Index files are read on little-endian machines only.");
        }

        if (stream.Length == 0)
        {
            stream.Dispose();
            throw new IndexException(IndexFailure.NotAnIndex, $"'{path}' is empty, not an index file.");
        }

        IndexMap map = new(stream);
        try
        {
            return new IndexReader(path, map);
        }
        catch
        {
            map.Dispose();
            throw;
        }
    }

    /// <summary>The best live rows for a query, best first, equal ones in the order they were added.</summary>
    /// <param name="query">A vector of the index's dimension, with length 1.</param>
    /// <param name="top">How many at most.</param>
    /// <param name="minimum">Scores below it are left out.</param>
    /// <param name="except">Rows to leave out, a bit each; null: none.</param>
    /// <param name="cancellationToken">Heard between pages.</param>
    public RowScore[] Search(ReadOnlyMemory<float> query, int top, float minimum, RowSet? except, CancellationToken cancellationToken)
    {
        if (RowCount == 0)
        {
            return [];
        }

        return VectorScan.Top(
            _pages, Dimension, query, top, minimum, except is null ? _live : except.Without(_live), IsSound, cancellationToken);
    }

    public bool IsLive(int row) => (_live[row >> 6] & (1UL << (row & 63))) != 0;

    /// <summary>What is kept beside a row's vector.</summary>
    /// <exception cref="IndexException">It is damaged.</exception>
    public byte[] ReadRecord(int row)
    {
        Segment segment = SegmentOf(row);
        IndexRow entry = Entry(segment, row);
        ReadOnlySpan<byte> record = _map.Span(segment.Start + segment.Header.RecordsOffset + entry.RecordOffset, entry.RecordLength);
        return IndexFormat.Check(record, row) == entry.RecordCheck
            ? record.ToArray()
            : throw new IndexException(IndexFailure.Damaged, $"The object of entry {row} in '{Path}' is damaged and was left out.");
    }

    /// <summary>A copy of a row's vector.</summary>
    /// <exception cref="IndexException">It is damaged.</exception>
    public float[] ReadVector(int row)
    {
        Segment segment = SegmentOf(row);
        int place = row - segment.Header.FirstRow;
        int page = segment.FirstPage + (place / segment.Header.PageRows);
        if (!IsSound(page))
        {
            throw new IndexException(IndexFailure.Damaged, $"The vector of entry {row} in '{Path}' is damaged.");
        }

        float* start = _pages[page].Start + ((long)(row - _pages[page].FirstRow) * Dimension);
        return new ReadOnlySpan<float>(start, Dimension).ToArray();
    }

    /// <exception cref="IndexException">The row's entry is damaged.</exception>
    internal IndexRow ReadEntry(int row) => Entry(SegmentOf(row), row);

    public void Dispose() => _map.Dispose();

    private void Load(Segment segment)
    {
        SegmentHeader header = segment.Header;
        long start = segment.Start;
        ReadOnlySpan<byte> directory = _map.Span(start + SegmentHeader.Length, header.DirectoryLength);
        if (IndexFormat.Check(directory, header.Sequence) != header.DirectoryCheck)
        {
            directory = _map.Span(start + header.CopyOffset, header.DirectoryLength);
            bool isSound = IndexFormat.Check(directory, header.Sequence) == header.DirectoryCheck;
            _damage.Add(isSound
                ? new IndexDamage($"The directory of commit {header.Sequence} is damaged; its copy serves.", losesRows: false)
                : new IndexDamage(
                    $"The directory of commit {header.Sequence} is damaged in both of its copies: its {header.RowCount} entries cannot be checked, nor is it known which earlier ones they superseded.",
                    losesRows: true,
                    isFatal: true));
            directory = isSound ? directory : default;
        }

        float* vectors = (float*)_map.Pointer(start + header.VectorsOffset);
        ReadOnlySpan<ulong> checks = directory.IsEmpty
            ? default
            : MemoryMarshal.Cast<byte, ulong>(directory.Slice((int)IndexFormat.Align((long)header.DeadCount * sizeof(int))));
        for (int page = 0; page < header.PageCount; page++)
        {
            int first = page * header.PageRows;
            _pages.Add(new RowPage(
                vectors + ((long)first * header.Dimension), header.FirstRow + first, Math.Min(header.PageRows, header.RowCount - first)));
            _pageChecks.Add(directory.IsEmpty ? 0 : checks[page]);
        }

        if (directory.IsEmpty)
        {
            return;
        }

        for (int row = header.FirstRow; row < header.FirstRow + header.RowCount; row++)
        {
            _live[row >> 6] |= 1UL << (row & 63);
        }

        foreach (int dead in MemoryMarshal.Cast<byte, int>(directory.Slice(0, header.DeadCount * sizeof(int))))
        {
            if (dead >= 0 && dead < RowCount)
            {
                _live[dead >> 6] &= ~(1UL << (dead & 63));
            }
        }
    }

    private Segment SegmentOf(int row)
    {
        int low = 0;
        int high = _segments.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (_segments[middle].Header.FirstRow <= row)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return _segments[low];
    }

    private IndexRow Entry(Segment segment, int row)
    {
        SegmentHeader header = segment.Header;
        ReadOnlySpan<byte> bytes = _map.Span(
            segment.Start + header.RowsOffset + ((long)(row - header.FirstRow) * IndexFormat.RowEntryLength), IndexFormat.RowEntryLength);
        return IndexRow.TryRead(bytes, row, header.RecordsLength, out IndexRow entry)
            ? entry
            : throw new IndexException(IndexFailure.Damaged, $"Entry {row} in '{Path}' is damaged and was left out.");
    }

    /// <summary>Whether a page may be read. Looked at once; what a second thread finds at the same time is the same.</summary>
    private bool IsSound(int page)
    {
        byte state = Volatile.Read(ref _pageStates[page]);
        if (state == 0)
        {
            RowPage rows = _pages[page];
            ReadOnlySpan<byte> bytes = new(rows.Start, rows.RowCount * Dimension * sizeof(float));
            state = IndexFormat.Check(bytes, rows.FirstRow) == _pageChecks[page] ? (byte)1 : (byte)2;
            lock (_damage)
            {
                if (_pageStates[page] == 0)
                {
                    Volatile.Write(ref _pageStates[page], state);
                    if (state == 2 && HasLive(rows))
                    {
                        _damage.Add(new IndexDamage(
                            $"Page {page} with the vectors of entries {rows.FirstRow} to {rows.FirstRow + rows.RowCount - 1} is damaged.",
                            losesRows: true));
                    }
                }
            }
        }

        return state == 1;
    }

    private bool HasLive(RowPage rows)
    {
        for (int row = rows.FirstRow; row < rows.FirstRow + rows.RowCount; row++)
        {
            if (IsLive(row))
            {
                return true;
            }
        }

        return false;
    }

    private static int BitCount(ulong bits)
    {
        int count = 0;
        for (; bits != 0; bits &= bits - 1)
        {
            count++;
        }

        return count;
    }
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using System.Threading;

namespace BedrockPS.Engine.Vectors;

/// <summary>
/// Adds commits to an index file. Whoever opens one holds the file's lock, so that there is never a second. What a run that died has
/// left behind the last commit is cut off first.
/// </summary>
public sealed class IndexWriter : IDisposable
{
    private readonly Func<FileStream> _read;
    private readonly FileStream? _stream;
    private readonly SegmentWriter _writer;
    private readonly IAppendTarget _target;
    private readonly Dictionary<IndexKey, int> _rows = [];
    private IndexReader _reader;
    private long _end;
    private long _sequence;
    private int _rowCount;
    private bool _isBroken;

    private IndexWriter(IndexReader reader, Func<FileStream> read, IAppendTarget target, FileStream? stream)
    {
        _reader = reader;
        _read = read;
        _target = target;
        _stream = stream;
        _writer = new SegmentWriter(target);
        Dimension = reader.Dimension;
        _end = reader.End;
        _sequence = reader.CommitCount;
        _rowCount = reader.RowCount;
    }

    public string Path => _reader.Path;

    public string Model => _reader.Model;

    /// <summary>Length of the vectors; 0 while that is open.</summary>
    public int Dimension { get; private set; }

    /// <summary>Entries that are neither superseded nor removed.</summary>
    public int LiveCount => _rows.Count;

    /// <summary>Bytes behind the last commit that were cut off.</summary>
    public long CutBytes { get; private init; }

    /// <summary>The bytes of a new index without entries.</summary>
    /// <param name="model">The model of its vectors.</param>
    /// <param name="dimension">Their length; 0 where the first commit is to bring it.</param>
    public static byte[] NewFile(string model, int dimension) => NewFile(model, dimension, DateTimeOffset.UtcNow, out _);

    internal static byte[] NewFile(string model, int dimension, DateTimeOffset created, out ulong fileId)
    {
        byte[] id = new byte[sizeof(ulong)];
        using (RandomNumberGenerator random = RandomNumberGenerator.Create())
        {
            random.GetBytes(id);
        }

        fileId = BitConverter.ToUInt64(id, 0);
        return new IndexHeader(fileId, model, dimension, created).ToBytes();
    }

    /// <param name="write">The file, open for writing while others read; the writer owns it.</param>
    /// <param name="read">Opens it for reading.</param>
    /// <param name="cancellationToken">Heard while the ids are read.</param>
    /// <exception cref="IndexException">It is no index, or damaged where that matters for adding to it.</exception>
    public static IndexWriter Open(FileStream write, Func<FileStream> read, CancellationToken cancellationToken)
    {
        try
        {
            return Open(new FileTarget(write), read, write, cancellationToken);
        }
        catch
        {
            write.Dispose();
            throw;
        }
    }

    internal static IndexWriter Open(IAppendTarget target, Func<FileStream> read, FileStream? stream, CancellationToken cancellationToken)
    {
        IndexReader reader = IndexReader.Open(read());
        long cut = reader.Length - reader.End;
        try
        {
            foreach (IndexDamage damage in reader.Damage)
            {
                throw new IndexException(IndexFailure.Damaged, $"'{reader.Path}' is damaged, and nothing is added to it: {damage.Message}");
            }

            if (cut > 0)
            {
                // A mapped file cannot be cut on Windows.
                reader.Dispose();
                target.Truncate(reader.End);
                target.Flush();
                reader = IndexReader.Open(read());
            }

            IndexWriter writer = new(reader, read, target, stream) { CutBytes = cut };
            writer.LoadKeys(cancellationToken);
            return writer;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>The row of a live entry; null where there is none.</summary>
    public int? Find(IndexKey id) => _rows.TryGetValue(id, out int row) ? row : null;

    /// <summary>What a row was made of, also one that this writer has added.</summary>
    /// <param name="row">A row with an entry.</param>
    /// <param name="text">Key of what was embedded.</param>
    /// <exception cref="IndexException">It is damaged.</exception>
    public byte[] ReadRecord(int row, out IndexKey text)
    {
        IndexReader reader = ReaderFor(row);
        text = reader.ReadEntry(row).Text;
        return reader.ReadRecord(row);
    }

    /// <exception cref="IndexException">It is damaged.</exception>
    public float[] ReadVector(int row) => ReaderFor(row).ReadVector(row);

    /// <summary>Adds and removes entries in one commit. When this returns they are on the disk; when it throws, none is.</summary>
    /// <param name="entries">What is added; the last of those with one id counts.</param>
    /// <param name="removed">Ids to remove; those that are not there are passed over.</param>
    /// <exception cref="IndexException">The disk refuses, or the index is full.</exception>
    public void Append(IReadOnlyList<IndexEntry> entries, IReadOnlyList<IndexKey> removed)
    {
        if (_isBroken)
        {
            throw new IndexException(IndexFailure.Unwritable, $"An earlier commit to '{Path}' failed; open the index again.");
        }

        if ((long)_rowCount + entries.Count > int.MaxValue)
        {
            throw new IndexException(IndexFailure.Full, $"'{Path}' has no room for more than {int.MaxValue} entries; compact it, or begin another.");
        }

        int dimension = Dimension;
        List<int> dead = [];
        Dictionary<IndexKey, int> added = [];
        foreach (IndexKey id in removed)
        {
            // -1: gone with this commit.
            if (_rows.TryGetValue(id, out int row) && !added.ContainsKey(id))
            {
                dead.Add(row);
                added[id] = -1;
            }
        }

        for (int i = 0; i < entries.Count; i++)
        {
            IndexEntry entry = entries[i];
            dimension = dimension == 0 ? entry.Vector.Length : dimension;
            if (entry.Vector.Length != dimension || dimension is 0 or > IndexFormat.MaxDimension)
            {
                throw new ArgumentException($"A vector of {entry.Vector.Length} dimensions is none of this index.", nameof(entries));
            }

            if (added.TryGetValue(entry.Id, out int earlier) ? earlier >= 0 : _rows.TryGetValue(entry.Id, out earlier))
            {
                dead.Add(earlier);
            }

            added[entry.Id] = _rowCount + i;
        }

        if (entries.Count == 0 && dead.Count == 0)
        {
            return;
        }

        try
        {
            _end = _writer.Write(_end, _reader.Header.FileId, _sequence + 1, _rowCount, dimension, entries, dead);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            _isBroken = true;
            TakeBack();
            throw new IndexException(IndexFailure.Unwritable, $"'{Path}' cannot be written: {exception.Message}", exception);
        }

        _sequence++;
        _rowCount += entries.Count;
        Dimension = dimension;
        foreach (KeyValuePair<IndexKey, int> pair in added)
        {
            if (pair.Value < 0)
            {
                _rows.Remove(pair.Key);
            }
            else
            {
                _rows[pair.Key] = pair.Value;
            }
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _stream?.Dispose();
    }

    private IndexReader ReaderFor(int row)
    {
        if (row >= _reader.RowCount)
        {
            IndexReader later = IndexReader.Open(_read());
            _reader.Dispose();
            _reader = later;
        }

        return _reader;
    }

    private void LoadKeys(CancellationToken cancellationToken)
    {
        for (int row = 0; row < _rowCount; row++)
        {
            if ((row & 0xFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (_reader.IsLive(row))
            {
                _rows[_reader.ReadEntry(row).Id] = row;
            }
        }
    }

    /// <summary>A full disk may have taken a part.</summary>
    private void TakeBack()
    {
        try
        {
            _target.Truncate(_end);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // Then the next writer cuts it off.
        }
    }
}

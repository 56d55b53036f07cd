using System;
using System.IO;
using BedrockPS.Files;
using BedrockPS.Protocol;

namespace BedrockPS.Batches;

/// <summary>
/// Writes one file of records, that of their input objects and the index of both. The index is written last: what it has is there,
/// however the process ended, and what it has not is cut off when the files are opened again.
/// </summary>
internal sealed class BatchFileWriter : IDisposable
{
    private const int FlushAt = 128 * 1024;

    private readonly FileStream _recordFile;
    private readonly FileStream _objectFile;
    private readonly FileStream _indexFile;
    private readonly ByteBuffer _records = new(FlushAt * 2);
    private readonly ByteBuffer _objects = new(FlushAt * 2);
    private readonly ByteBuffer _index = new(FlushAt);

    /// <param name="folder">The run's.</param>
    /// <param name="file">Number of the file.</param>
    /// <param name="kept">Records it has already.</param>
    /// <param name="last">The entry of the last of them.</param>
    public BatchFileWriter(BatchFolder folder, int file, int kept, BatchIndex last)
    {
        // The index first: without it the others count as empty.
        _indexFile = Open(folder.Index(file), (long)kept * BatchIndex.Length);
        _objectFile = Open(folder.Objects(file), last.ObjectEnd);
        _recordFile = Open(folder.Records(file), last.RecordEnd);
        ObjectBytes = last.ObjectEnd;
        RecordBytes = Written = last.RecordEnd;
    }

    /// <summary>Bytes of records so far.</summary>
    public long RecordBytes { get; private set; }

    /// <summary>Bytes of objects so far.</summary>
    public long ObjectBytes { get; private set; }

    /// <summary>Bytes of records that are in the file, and in its index.</summary>
    public long Written { get; private set; }

    /// <returns>Whether more is in the files than before.</returns>
    public bool Add(ReadOnlySpan<byte> id, ReadOnlySpan<byte> body, ReadOnlySpan<byte> inputObject, ulong hash)
    {
        int records = _records.Length;
        int objects = _objects.Length;
        BatchRecord.WriteRecord(_records, id, body);
        BatchRecord.WriteObject(_objects, id, inputObject);
        RecordBytes += _records.Length - records;
        ObjectBytes += _objects.Length - objects;
        new BatchIndex(RecordBytes, ObjectBytes, hash).Write(_index.GetSpan(BatchIndex.Length));
        _index.Advance(BatchIndex.Length);
        return (_records.Length >= FlushAt || _objects.Length >= FlushAt) && Flush();
    }

    /// <exception cref="BedrockException">FileUnwritable.</exception>
    public bool Flush()
    {
        if (_index.Length == 0)
        {
            return false;
        }

        Append(_objectFile, _objects);
        Append(_recordFile, _records);
        Append(_indexFile, _index);
        Written = RecordBytes;
        return true;
    }

    public void Dispose()
    {
        _recordFile.Dispose();
        _objectFile.Dispose();
        _indexFile.Dispose();
    }

    private static FileStream Open(string path, long length)
    {
        try
        {
            FileStream file = PrivateFile.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            file.SetLength(length);
            file.Position = length;
            return file;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, exception);
        }
    }

    private static void Append(FileStream file, ByteBuffer content)
    {
        try
        {
            file.Write(content.Array, 0, content.Length);
            file.Flush();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(file.Name, exception);
        }

        content.Clear();
    }

    private static BedrockException Unwritable(string path, Exception exception) =>
        new("FileUnwritable", $"'{path}' cannot be written: {exception.Message}", exception) { EndsPipeline = true };
}

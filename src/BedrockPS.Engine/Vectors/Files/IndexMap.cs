using System;
using System.IO;
using System.IO.MemoryMappedFiles;

namespace BedrockPS.Engine.Vectors;

/// <summary>A file's bytes in memory, for reading.</summary>
internal sealed unsafe class IndexMap : IDisposable
{
    private readonly FileStream _stream;
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private bool _isClosed;

    /// <param name="stream">The file, which has at least a byte; the map owns it from now on.</param>
    public IndexMap(FileStream stream)
    {
        _stream = stream;
        long before = stream.Length;
        _file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        try
        {
            // As much as is mapped: the file may have been cut behind its last commit since its length was asked for.
            _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
            Length = Math.Min(Math.Min(before, stream.Length), _view.Capacity);
        }
        catch
        {
            _file.Dispose();
            throw;
        }

        byte* pointer = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref pointer);
        _start = pointer + _view.PointerOffset;
    }

    /// <summary>Bytes that were there when it was opened; a writer may have added more.</summary>
    public long Length { get; }

    public byte* Pointer(long offset) => _start + offset;

    /// <exception cref="ArgumentOutOfRangeException">Outside the file: never of a file whose headers have been looked at.</exception>
    public ReadOnlySpan<byte> Span(long offset, long length)
    {
        if (offset < 0 || length is < 0 or > int.MaxValue || offset > Length - length)
        {
            throw new ArgumentOutOfRangeException(nameof(offset));
        }

        return new ReadOnlySpan<byte>(_start + offset, (int)length);
    }

    /// <summary>
    /// Bytes behind the last commit, as far as they are there: a writer may cut them off at any time, and what has gone from a file is no
    /// memory any more. What has come since the file was opened is not looked at.
    /// </summary>
    /// <returns>How many there were.</returns>
    public int ReadAside(long offset, byte[] buffer)
    {
        _stream.Position = offset;
        int wanted = (int)Math.Max(0, Math.Min(buffer.Length, Length - offset));
        int length = 0;
        int read;
        while (length < wanted && (read = _stream.Read(buffer, length, wanted - length)) > 0)
        {
            length += read;
        }

        return length;
    }

    public void Dispose()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
            _file.Dispose();
        }
    }
}

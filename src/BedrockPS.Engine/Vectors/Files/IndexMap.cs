using System;
using System.IO;
using System.IO.MemoryMappedFiles;

namespace BedrockPS.Engine.Vectors;

/// <summary>A file's bytes in memory, for reading.</summary>
internal sealed unsafe class IndexMap : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private bool _isClosed;

    /// <param name="stream">The file, which has at least a byte; the map owns it from now on.</param>
    public IndexMap(FileStream stream)
    {
        Length = stream.Length;
        _file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        try
        {
            _view = _file.CreateViewAccessor(0, Length, MemoryMappedFileAccess.Read);
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

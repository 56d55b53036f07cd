using System;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Batches;

/// <summary>Lines of a stream of any length, in memory for the longest of them.</summary>
internal sealed class BatchLineReader
{
    private const int Block = 256 * 1024;

    private readonly Func<byte[], int, int, CancellationToken, Task<int>> _read;
    private byte[] _buffer = new byte[Block];
    private int _start;
    private int _end;
    private int _searched;
    private bool _isAtEnd;

    /// <param name="read">Reads into a part of an array; 0 at the end.</param>
    /// <param name="position">Byte the reading begins at.</param>
    public BatchLineReader(Func<byte[], int, int, CancellationToken, Task<int>> read, long position = 0)
    {
        _read = read;
        Position = position;
    }

    /// <summary>Of the byte after the line last given.</summary>
    public long Position { get; private set; }

    /// <summary>The next line that can be had without waiting, without its end; good until the next call.</summary>
    public bool TryRead(out ReadOnlyMemory<byte> line)
    {
        int end = Array.IndexOf(_buffer, (byte)'\n', _searched, _end - _searched);
        if (end < 0 && !(_isAtEnd && _end > _start))
        {
            _searched = _end;
            line = default;
            return false;
        }

        // What stands after the last line break counts as a line: it may be whole all the same.
        int next = end < 0 ? _end : end + 1;
        int length = (end < 0 ? _end : end) - _start;
        if (length > 0 && _buffer[_start + length - 1] == (byte)'\r')
        {
            length--;
        }

        line = _buffer.AsMemory(_start, length);
        Position += next - _start;
        _start = _searched = next;
        return true;
    }

    /// <summary>Waits for more; false at the end.</summary>
    public async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_isAtEnd)
        {
            return false;
        }

        MakeRoom();
        int count = await _read(_buffer, _end, _buffer.Length - _end, cancellationToken).ConfigureAwait(false);
        _isAtEnd = count == 0;
        _end += count;
        return count > 0 || _end > _start;
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            _searched -= _start;
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }
    }
}

using System;
using System.IO;
using System.Threading;

namespace BedrockPS.Storage;

/// <summary>Goes through a checkpoint's lines once, in one buffer that grows to the longest of them.</summary>
internal sealed class CheckpointScan
{
    private readonly Stream _stream;
    private readonly CancellationToken _cancellationToken;
    private byte[] _buffer = new byte[64 * 1024];

    // Place in the file of the buffer's first byte.
    private long _position;
    private int _length;

    public CheckpointScan(Stream stream, long start, CancellationToken cancellationToken)
    {
        _stream = stream;
        _position = start;
        _cancellationToken = cancellationToken;
    }

    /// <returns>True when the line is one of a checkpoint.</returns>
    public delegate bool LineReader(byte[] buffer, int start, int length, long position);

    /// <summary>
    /// Gives every whole line to the reader; where the last good one ends. The last line may be torn, without its end or with zeros
    /// in it where a disk lost power; a bad one before it is no accident of writing.
    /// </summary>
    /// <param name="read">Told of each line without its end.</param>
    /// <param name="badLine">Place of a line that was refused and is not the last; -1: none.</param>
    public long Run(LineReader read, out long badLine)
    {
        badLine = -1;
        _stream.Position = _position;
        long good = _position;
        long refused = -1;
        int start = 0;
        while (true)
        {
            int end = Array.IndexOf(_buffer, (byte)'\n', start, _length - start);
            if (end < 0)
            {
                if (!Fill(ref start))
                {
                    badLine = refused >= 0 && start < _length ? refused : -1;
                    return good;
                }

                continue;
            }

            if (refused >= 0)
            {
                badLine = refused;
                return good;
            }

            if (read(_buffer, start, end - start, _position + start))
            {
                good = _position + end + 1;
            }
            else
            {
                refused = _position + start;
            }

            start = end + 1;
        }
    }

    /// <summary>Moves the unread rest to the front and reads more behind it; false at the end of the file.</summary>
    private bool Fill(ref int start)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        int rest = _length - start;
        if (start > 0)
        {
            Buffer.BlockCopy(_buffer, start, _buffer, 0, rest);
            _position += start;
            start = 0;
            _length = rest;
        }
        else if (_length == _buffer.Length)
        {
            Array.Resize(ref _buffer, checked(_buffer.Length * 2));
        }

        int read = _stream.Read(_buffer, _length, _buffer.Length - _length);
        _length += read;
        return read > 0;
    }
}

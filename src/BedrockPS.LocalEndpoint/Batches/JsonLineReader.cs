using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Batches;

/// <summary>The lines of a stream, one at a time; empty ones are passed over.</summary>
internal sealed class JsonLineReader
{
    /// <summary>No model takes more in one request.</summary>
    private const int MaxLine = 64 * 1024 * 1024;

    private readonly Stream _stream;
    private byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    public JsonLineReader(Stream stream) => _stream = stream;

    /// <summary>Number of the line that was read last, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>The next line, which is good until the one after it is read; null at the end.</summary>
    /// <exception cref="ServiceFault">ValidationException: a line is longer than any record may be.</exception>
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        int scanned = 0;
        while (true)
        {
            int found = _buffer.AsSpan(_start + scanned, _end - _start - scanned).IndexOf((byte)'\n');
            if (found >= 0)
            {
                ReadOnlyMemory<byte> line = Trim(_buffer.AsMemory(_start, scanned + found));
                _start += scanned + found + 1;
                scanned = 0;
                Line++;
                if (line.Length > 0)
                {
                    return line;
                }

                continue;
            }

            scanned = _end - _start;
            if (!await FillAsync(cancellationToken).ConfigureAwait(false))
            {
                ReadOnlyMemory<byte> last = Trim(_buffer.AsMemory(_start, _end - _start));
                _start = _end;
                Line++;
                

                // Not a bare null, which would convert to memory of nothing.
                return last.Length > 0 ? last : (ReadOnlyMemory<byte>?)null;
            }
        }
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            _end -= _start;
            _start = 0;
        }
        else if (_end == _buffer.Length)
        {
            if (_end >= MaxLine)
            {
                throw ServiceFault.Validation($"Line {Line + 1} is longer than a record may be.");
            }

            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        int read = await _stream.ReadAsync(_buffer, _end, _buffer.Length - _end, cancellationToken).ConfigureAwait(false);
        _end += read;
        return read > 0;
    }

    private static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> line)
    {
        ReadOnlySpan<byte> span = line.Span;
        int end = span.Length;
        while (end > 0 && (span[end - 1] is (byte)'\r' or (byte)' ' or (byte)'\t'))
        {
            end--;
        }

        int start = 0;
        while (start < end && (span[start] is (byte)' ' or (byte)'\t'))
        {
            start++;
        }

        return line.Slice(start, end - start);
    }
}

using System;
using System.Buffers;
using System.Buffers.Binary;
using System.IO;
using System.IO.Hashing;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Engine;

/// <summary>
/// Reads application/vnd.amazon.eventstream frames from a stream: <c>do { while (TryRead(out f)) … } while (await FillAsync())</c>.
/// A stream that ends inside a frame is StreamTruncated; a wrong CRC, length or header is StreamCorrupt.
/// </summary>
public sealed class EventStreamReader : IDisposable
{
    private const int PreludeLength = 12;
    private const int FrameOverhead = 16;
    private const int MaxHeaderLength = 128 * 1024;
    private const int MaxPayloadLength = 24 * 1024 * 1024;
    private const int InitialBuffer = 64 * 1024;

    private readonly EventHeaderParser _headers = new();
    private byte[]? _buffer;
    private int _start;
    private int _end;
    private int _wanted = PreludeLength;

    public EventStreamReader(Stream stream) => Stream = stream;

    internal Stream Stream { get; }

    /// <summary>Takes the next whole frame from the buffer; false when more bytes are needed.</summary>
    /// <exception cref="EngineException">StreamCorrupt.</exception>
    public bool TryRead(out EventFrame frame)
    {
        frame = default;
        int available = _end - _start;
        if (available < PreludeLength)
        {
            _wanted = PreludeLength;
            return false;
        }

        ReadOnlySpan<byte> bytes = _buffer.AsSpan(_start, available);
        uint total = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        uint headers = BinaryPrimitives.ReadUInt32BigEndian(bytes.Slice(4));
        if (Crc32.HashToUInt32(bytes.Slice(0, 8)) != BinaryPrimitives.ReadUInt32BigEndian(bytes.Slice(8)))
        {
            throw Corrupt("the checksum of a frame's length fields is wrong");
        }

        if (headers > MaxHeaderLength || total < headers + FrameOverhead || total - headers - FrameOverhead > MaxPayloadLength)
        {
            throw Corrupt($"a frame claims {total} bytes with {headers} bytes of headers");
        }

        int length = (int)total;
        if (available < length)
        {
            _wanted = length;
            return false;
        }

        bytes = bytes.Slice(0, length);
        if (Crc32.HashToUInt32(bytes.Slice(0, length - 4)) != BinaryPrimitives.ReadUInt32BigEndian(bytes.Slice(length - 4)))
        {
            throw Corrupt("the checksum of a frame is wrong");
        }

        ReadOnlyMemory<byte> block = new(_buffer, _start + PreludeLength, (int)headers);
        ReadOnlyMemory<byte> payload = new(_buffer, _start + PreludeLength + (int)headers, length - FrameOverhead - (int)headers);
        _headers.Parse(block.Span, out string? messageType, out string? type);
        frame = new EventFrame(messageType, type, payload, block);
        _start += length;
        return true;
    }

    /// <summary>Reads more bytes; false at a clean end. The payload of earlier frames is no longer valid afterwards.</summary>
    /// <exception cref="EngineException">StreamTruncated, also when the connection broke; IdleTimeout or Timeout.</exception>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        byte[] buffer = MakeRoom();
        int read;
        try
        {
#if NET
            read = await Stream.ReadAsync(buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
#else
            read = await Stream.ReadAsync(buffer, _end, buffer.Length - _end, cancellationToken).ConfigureAwait(false);
#endif
        }
        catch (Exception e) when (e is IOException or EngineException { Failure: EngineFailure.Connection })
        {
            throw new EngineException(EngineFailure.StreamTruncated, "The event stream broke off: " + e.Message, e);
        }

        if (read > 0)
        {
            _end += read;
            return true;
        }

        if (_end > _start)
        {
            throw new EngineException(
                EngineFailure.StreamTruncated, $"The event stream ended inside a frame, {_end - _start} bytes into it.");
        }

        return false;
    }

    public void Dispose()
    {
        Stream.Dispose();
        byte[]? buffer = _buffer;
        _buffer = null;
        _start = _end = 0;
        if (buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // A frame is handed out in one piece, so the buffer grows to the largest frame seen and is compacted before each read.
    private byte[] MakeRoom()
    {
        byte[] buffer = _buffer ??= ArrayPool<byte>.Shared.Rent(InitialBuffer);
        if (_start == _end)
        {
            _start = _end = 0;
        }

        if (_wanted > buffer.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(_wanted, buffer.Length * 2));
            Array.Copy(buffer, _start, larger, 0, _end - _start);
            ArrayPool<byte>.Shared.Return(buffer);
            _buffer = buffer = larger;
            _end -= _start;
            _start = 0;
        }
        else if (_start > 0 && (buffer.Length - _start < _wanted || buffer.Length - _end < buffer.Length / 2))
        {
            Array.Copy(buffer, _start, buffer, 0, _end - _start);
            _end -= _start;
            _start = 0;
        }

        return buffer;
    }

    private static EngineException Corrupt(string what) =>
        new(EngineFailure.StreamCorrupt, $"The event stream is damaged: {what}.");
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Storage;

/// <summary>
/// Takes the chunks of the coding aws-chunked apart, which AWS's clients put inside the body: a size and perhaps a signature before
/// each, headers such as a checksum after the last.
/// </summary>
internal sealed class AwsChunkedStream : Stream
{
    private const int MaxLine = 4096;

    private readonly Stream _inner;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private long _left;
    private bool _begun;
    private bool _finished;

    public AwsChunkedStream(Stream inner) => _inner = inner;

    /// <summary>Headers that came after the last chunk; complete when all has been read.</summary>
    public Dictionary<string, string> Trailers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        if (_finished || count == 0)
        {
            return 0;
        }

        if (_left == 0)
        {
            await BeginChunkAsync(cancellationToken).ConfigureAwait(false);
            if (_finished)
            {
                return 0;
            }
        }

        if (_start == _end && !await FillAsync(cancellationToken).ConfigureAwait(false))
        {
            throw Incomplete();
        }

        int read = (int)Math.Min(Math.Min(count, _end - _start), _left);
        Buffer.BlockCopy(_buffer, _start, buffer, offset, read);
        _start += read;
        _left -= read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async Task BeginChunkAsync(CancellationToken cancellationToken)
    {
        if (_begun && (await LineAsync(cancellationToken).ConfigureAwait(false))?.Length != 0)
        {
            throw Incomplete();
        }

        _begun = true;
        string line = await LineAsync(cancellationToken).ConfigureAwait(false) ?? throw Incomplete();
        int extension = line.IndexOf(';');
        string size = extension < 0 ? line : line.Substring(0, extension);
        if (!long.TryParse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _left) || _left < 0)
        {
            throw Incomplete();
        }

        if (_left > 0)
        {
            return;
        }

        while (await LineAsync(cancellationToken).ConfigureAwait(false) is { } trailer)
        {
            int colon = trailer.IndexOf(':');
            if (colon > 0)
            {
                Trailers[trailer.Substring(0, colon).Trim()] = trailer.Substring(colon + 1).Trim();
            }
        }

        _finished = true;
    }

    /// <summary>The next line; null at the end of the body.</summary>
    private async Task<string?> LineAsync(CancellationToken cancellationToken)
    {
        StringBuilder line = new();
        while (line.Length < MaxLine)
        {
            if (_start == _end && !await FillAsync(cancellationToken).ConfigureAwait(false))
            {
                return line.Length == 0 ? null : throw Incomplete();
            }

            char c = (char)_buffer[_start++];
            if (c == '\n')
            {
                return line.ToString();
            }

            if (c != '\r')
            {
                line.Append(c);
            }
        }

        throw Incomplete();
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        _start = 0;
        _end = await _inner.ReadAsync(_buffer, 0, _buffer.Length, cancellationToken).ConfigureAwait(false);
        return _end > 0;
    }

    private static ServiceFault Incomplete() =>
        S3Fault.BadRequest("IncompleteBody", "The request body is no sequence of aws-chunked chunks, or ends too early.");
}

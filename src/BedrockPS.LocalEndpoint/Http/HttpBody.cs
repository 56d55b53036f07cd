using System;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Http;

/// <summary>The body of a request as it arrives, of a length told before or in chunks. Reading it asks a waiting client for it.</summary>
internal sealed class HttpBody : Stream
{
    private readonly HttpConnection _connection;
    private readonly bool _isChunked;
    private bool _expects;
    private bool _inChunks;
    private long _left;
    private long _seen;
    private long _most = long.MaxValue;

    /// <param name="connection">Where it comes from.</param>
    /// <param name="length">Its length; null: in chunks.</param>
    /// <param name="expects">The client waits to be told to send it.</param>
    public HttpBody(HttpConnection connection, long? length, bool expects)
    {
        _connection = connection;
        _expects = expects;
        _isChunked = length is null;
        _left = length ?? 0;
        IsFinished = length == 0;
    }

    /// <summary>All of it has been read.</summary>
    public bool IsFinished { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="HttpRefusal">It is longer than that, or its chunks are malformed.</exception>
    public async Task<byte[]> ReadToEndAsync(int max, CancellationToken cancellationToken)
    {
        _most = max;
        if (_left > max)
        {
            throw TooLarge();
        }

        if (!_isChunked)
        {
            byte[] body = _left == 0 ? [] : new byte[_left];
            for (int have = 0; have < body.Length;)
            {
                have += await ReadAsync(body, have, body.Length - have, cancellationToken).ConfigureAwait(false);
            }

            return body;
        }

        ByteBuffer all = new(4096);
        byte[] piece = new byte[8192];
        int read;
        while ((read = await ReadAsync(piece, 0, piece.Length, cancellationToken).ConfigureAwait(false)) > 0)
        {
            all.Add(piece.AsSpan(0, read));
        }

        return all.ToArray();
    }

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        if (IsFinished || count == 0)
        {
            return 0;
        }

        if (_expects)
        {
            _expects = false;
            await _connection.ContinueAsync(cancellationToken).ConfigureAwait(false);
        }

        if (_isChunked && _left == 0 && !await NextChunkAsync(cancellationToken).ConfigureAwait(false))
        {
            return 0;
        }

        int read = await _connection.ReadSomeAsync(buffer, offset, (int)Math.Min(count, _left), cancellationToken).ConfigureAwait(false);
        _left -= read;
        IsFinished = !_isChunked && _left == 0;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async Task<bool> NextChunkAsync(CancellationToken cancellationToken)
    {
        if (_inChunks && (await _connection.ReadLineAsync(cancellationToken).ConfigureAwait(false)).Length > 0)
        {
            throw new HttpRefusal(400, "BadRequest", "A chunk is longer than its size says.");
        }

        _inChunks = true;
        string line = await _connection.ReadLineAsync(cancellationToken).ConfigureAwait(false);
        int extension = line.IndexOf(';');
        string size = (extension < 0 ? line : line.Substring(0, extension)).Trim();
        if (!int.TryParse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int count) || count < 0)
        {
            throw new HttpRefusal(400, "BadRequest", "A chunk size is not a hexadecimal number.");
        }

        _left = count;
        _seen += count;
        if (_seen > _most)
        {
            throw TooLarge();
        }

        if (count > 0)
        {
            return true;
        }

        while ((await _connection.ReadLineAsync(cancellationToken).ConfigureAwait(false)).Length > 0)
        {
            // Trailers say nothing this server uses.
        }

        IsFinished = true;
        return false;
    }

    private HttpRefusal TooLarge() =>
        new(413, "RequestEntityTooLargeException", $"The request body is longer than {_most} bytes.");
}

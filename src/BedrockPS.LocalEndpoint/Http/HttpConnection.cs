using System;
using System.Globalization;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Http;

/// <summary>
/// One client's connection: reads its requests one after the other and writes the answers. Reads and writes end with
/// IOException or ObjectDisposedException when either side closes.
/// </summary>
internal sealed class HttpConnection : IDisposable
{
    /// <summary>AWS takes bodies of 25,000,000 bytes and says no itself above that; this bound only protects memory.</summary>
    public const int MaxBody = 26 * 1024 * 1024;

    private const int MaxHead = 64 * 1024;
    private const int MaxHeaders = 200;
    private static readonly byte[] s_continue = Encoding.ASCII.GetBytes("HTTP/1.1 100 Continue\r\n\r\n");

    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly ByteBuffer _out = new(4096);
    private byte[] _in = new byte[16 * 1024];
    private int _start;
    private int _end;

    public HttpConnection(Socket socket)
    {
        // Without NoDelay the end of every streamed answer waits for the client's delayed acknowledgement: 44 ms measured.
        socket.NoDelay = true;
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>Scratch space of the answer being written; one answer at a time uses it.</summary>
    public ByteBuffer Out => _out;

    /// <summary>The next request; null when the client has closed.</summary>
    /// <param name="leavesBody">Whether the body of such a request is for its handler to read; others come with theirs.</param>
    /// <param name="cancellationToken">Ends the wait for it.</param>
    /// <exception cref="HttpRefusal">The message is malformed or too large.</exception>
    public async Task<HttpRequest?> ReadRequestAsync(Func<HttpRequest, bool> leavesBody, CancellationToken cancellationToken)
    {
        int headLength = await FindHeadAsync(cancellationToken).ConfigureAwait(false);
        if (headLength < 0)
        {
            return null;
        }

        HttpRequest request = ParseHead(Encoding.GetEncoding(28591).GetString(_in, _start, headLength));
        _start += headLength + 4;
        try
        {
            HttpBody body = BodyOf(request);
            request.BodyStream = body;
            if (!leavesBody(request))
            {
                request.Body = await body.ReadToEndAsync(MaxBody, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (HttpRefusal refusal)
        {
            refusal.Request = request;
            throw;
        }

        return request;
    }

    public Task WriteAsync(ByteBuffer bytes, CancellationToken cancellationToken) =>
        _stream.WriteAsync(bytes.Array, 0, bytes.Length, cancellationToken);

    public Task WriteAsync(byte[] bytes, int count, CancellationToken cancellationToken) =>
        _stream.WriteAsync(bytes, 0, count, cancellationToken);

    public Task WriteAsync(byte[] bytes, CancellationToken cancellationToken) =>
        _stream.WriteAsync(bytes, 0, bytes.Length, cancellationToken);

    /// <summary>Returns once the client has gone; nothing it sends in the meantime is lost.</summary>
    public async Task WaitForDisconnectAsync(CancellationToken cancellationToken)
    {
        while (!(_socket.Poll(0, SelectMode.SelectRead) && _socket.Available == 0))
        {
            await Task.Delay(50, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Lets a client that is still sending read the answer: closing with unread bytes in the socket would reset the connection
    /// and take the answer with it.
    /// </summary>
    public async Task LingerAsync(CancellationToken cancellationToken)
    {
        _socket.Shutdown(SocketShutdown.Send);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(5));
        using CancellationTokenRegistration close = limit.Token.Register(static s => ((HttpConnection)s!).Dispose(), this);
        long left = 256L * 1024 * 1024;
        int read = 1;
        while (left > 0 && read > 0)
        {
            read = await _stream.ReadAsync(_in, 0, _in.Length, limit.Token).ConfigureAwait(false);
            left -= read;
        }
    }

    /// <summary>Closes with a reset, as a network that failed would.</summary>
    public void Reset()
    {
        try
        {
            // Closing through the stream would shut the socket down first, which is the polite way.
            _socket.LingerState = new LingerOption(true, 0);
            _socket.Close(0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Already closed by the other side: there is nothing left to reset.
        }

        Dispose();
    }

    public void Dispose() => _stream.Dispose();

    private static HttpRequest ParseHead(string head)
    {
        string[] lines = head.Split(["\r\n"], StringSplitOptions.None);
        string[] first = lines[0].Split(' ');
        if (first.Length != 3 || first[0].Length == 0 || !first[2].StartsWith("HTTP/1.", StringComparison.Ordinal))
        {
            throw new HttpRefusal(400, "BadRequest", "The request line is not HTTP/1.1.");
        }

        foreach (char c in first[1])
        {
            if (c < ' ' || c == '\u007F')
            {
                throw new HttpRefusal(400, "BadRequest", "The request target has a control character in it.");
            }
        }

        if (lines.Length - 1 > MaxHeaders)
        {
            throw new HttpRefusal(431, "BadRequest", $"More than {MaxHeaders} headers.");
        }

        HeaderCollection headers = new();
        for (int i = 1; i < lines.Length; i++)
        {
            int colon = lines[i].IndexOf(':');
            if (colon <= 0 || lines[i][0] is ' ' or '\t' || lines[i][colon - 1] is ' ' or '\t')
            {
                throw new HttpRefusal(400, "BadRequest", $"Header line {i} is malformed.");
            }

            headers.Add(lines[i].Substring(0, colon), lines[i].Substring(colon + 1).Trim(' ', '\t'));
        }

        string target = first[1];
        if (target.Length == 0 || target[0] != '/')
        {
            // The absolute form, which proxies use.
            if (!Uri.TryCreate(target, UriKind.Absolute, out Uri? _))
            {
                throw new HttpRefusal(400, "BadRequest", "The request target is not a path.");
            }

            int slash = target.IndexOf('/', target.IndexOf("//", StringComparison.Ordinal) + 2);
            target = slash < 0 ? "/" : target.Substring(slash);
        }

        return new HttpRequest(first[0], target, first[2] != "HTTP/1.0", headers);
    }

    /// <summary>Length of the head up to its empty line; -1 when the client closed before sending any of it.</summary>
    private async Task<int> FindHeadAsync(CancellationToken cancellationToken)
    {
        int scanned = 0;
        while (true)
        {
            // Some clients send an empty line after a body.
            while (scanned == 0 && _end - _start >= 2 && _in[_start] == '\r' && _in[_start + 1] == '\n')
            {
                _start += 2;
            }

            int found = _in.AsSpan(_start + scanned, _end - _start - scanned).IndexOf("\r\n\r\n"u8);
            if (found >= 0)
            {
                return scanned + found;
            }

            scanned = Math.Max(0, _end - _start - 3);
            if (_end - _start > MaxHead)
            {
                throw new HttpRefusal(431, "BadRequest", $"The headers are longer than {MaxHead} bytes.");
            }

            bool nothingYet = _end == _start;
            if (!await FillAsync(cancellationToken).ConfigureAwait(false))
            {
                return nothingYet ? -1 : throw new IOException("The client closed in the middle of a request.");
            }
        }
    }

    private HttpBody BodyOf(HttpRequest request)
    {
        string? coding = request.Headers["Transfer-Encoding"];
        string? length = request.Headers["Content-Length"];
        bool expects = string.Equals(request.Headers["Expect"], "100-continue", StringComparison.OrdinalIgnoreCase);
        if (coding is not null)
        {
            return length is null && string.Equals(coding, "chunked", StringComparison.OrdinalIgnoreCase)
                ? new HttpBody(this, null, expects)
                : throw new HttpRefusal(400, "BadRequest", "A body is either chunked or has a Content-Length.");
        }

        if (length is null)
        {
            return new HttpBody(this, 0, expects);
        }

        return long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out long size)
            ? new HttpBody(this, size, expects)
            : throw new HttpRefusal(400, "BadRequest", "Content-Length is not a number.");
    }

    /// <summary>Tells a client that waits for it to send its body.</summary>
    internal async Task ContinueAsync(CancellationToken cancellationToken)
    {
        if (_end == _start)
        {
            await WriteAsync(s_continue, cancellationToken).ConfigureAwait(false);
        }
    }

    internal async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            int found = _in.AsSpan(_start, _end - _start).IndexOf("\r\n"u8);
            if (found >= 0)
            {
                string line = Encoding.ASCII.GetString(_in, _start, found);
                _start += found + 2;
                return line;
            }

            if (_end - _start > 4096)
            {
                throw new HttpRefusal(400, "BadRequest", "A chunk header is too long.");
            }

            if (!await FillAsync(cancellationToken).ConfigureAwait(false))
            {
                throw new IOException("The client closed in the middle of a request.");
            }
        }
    }

    /// <summary>What there is of a body, at most so much of it.</summary>
    /// <exception cref="IOException">The client has closed.</exception>
    internal async Task<int> ReadSomeAsync(byte[] target, int offset, int count, CancellationToken cancellationToken)
    {
        int have = Math.Min(count, _end - _start);
        if (have > 0)
        {
            Buffer.BlockCopy(_in, _start, target, offset, have);
            _start += have;
            return have;
        }

        int read = await _stream.ReadAsync(target, offset, count, cancellationToken).ConfigureAwait(false);
        return read > 0 ? read : throw new IOException("The client closed in the middle of a body.");
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }
        else if (_end == _in.Length)
        {
            if (_start > 0)
            {
                Buffer.BlockCopy(_in, _start, _in, 0, _end - _start);
                _end -= _start;
                _start = 0;
            }
            else
            {
                Array.Resize(ref _in, _in.Length * 2);
            }
        }

        int read = await _stream.ReadAsync(_in, _end, _in.Length - _end, cancellationToken).ConfigureAwait(false);
        _end += read;
        return read > 0;
    }
}

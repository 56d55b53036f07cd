using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Http;

/// <summary>
/// The answer to one request: either whole, or begun and written piece by piece. Head and first piece leave in one packet.
/// </summary>
internal sealed class HttpResponse
{
    private static readonly byte[] s_lastChunk = Encoding.ASCII.GetBytes("0\r\n\r\n");

    private readonly HttpConnection _connection;
    private readonly bool _isHttp11;
    private bool _headPending;

    public HttpResponse(HttpConnection connection, bool isHttp11, bool keepAlive)
    {
        _connection = connection;
        _isHttp11 = isHttp11;
        KeepAlive = keepAlive;
    }

    public int Status { get; set; } = 200;

    public HeaderCollection Headers { get; } = new();

    /// <summary>Whether the connection takes another request after this answer.</summary>
    public bool KeepAlive { get; set; }

    /// <summary>Called before the first byte is sent, when the status is settled.</summary>
    public Action? Starting { get; set; }

    public bool HasStarted { get; private set; }

    public bool IsAborted { get; private set; }

    public async Task SendAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        WriteHead(body.Length);
        _connection.Out.Add(body.Span);
        await _connection.WriteAsync(_connection.Out, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The head of an answer whose body is not sent, or sent by <see cref="SendRawAsync"/>.</summary>
    public async Task SendHeadAsync(long length, CancellationToken cancellationToken)
    {
        WriteHead(length);
        await _connection.WriteAsync(_connection.Out, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The next bytes of a body whose length the head has told.</summary>
    public Task SendRawAsync(byte[] bytes, int count, CancellationToken cancellationToken) =>
        _connection.WriteAsync(bytes, count, cancellationToken);

    /// <summary>Promises the whole body, sends part of it and closes.</summary>
    public async Task SendCutAsync(ReadOnlyMemory<byte> body, int sent, CancellationToken cancellationToken)
    {
        WriteHead(body.Length);
        _connection.Out.Add(body.Span.Slice(0, sent));
        await _connection.WriteAsync(_connection.Out, cancellationToken).ConfigureAwait(false);
        Close();
    }

    /// <summary>Begins an answer of unknown length; nothing is sent before the first piece or the end.</summary>
    public void Begin()
    {
        WriteHead(null);
        _headPending = true;
    }

    /// <summary>Sends one piece at once.</summary>
    public async Task WriteAsync(ReadOnlyMemory<byte> piece, CancellationToken cancellationToken)
    {
        if (piece.IsEmpty)
        {
            return;
        }

        ByteBuffer packet = Packet();
        if (_isHttp11)
        {
            packet.AddLatin1(piece.Length.ToString("x", CultureInfo.InvariantCulture));
            packet.Add("\r\n"u8);
        }

        packet.Add(piece.Span);
        if (_isHttp11)
        {
            packet.Add("\r\n"u8);
        }

        await _connection.WriteAsync(packet, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends the head alone, for answers whose first piece is late.</summary>
    public async Task FlushHeadAsync(CancellationToken cancellationToken)
    {
        if (_headPending)
        {
            await _connection.WriteAsync(Packet(), cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task EndAsync(CancellationToken cancellationToken)
    {
        ByteBuffer packet = Packet();
        if (_isHttp11)
        {
            packet.Add(s_lastChunk);
        }

        await _connection.WriteAsync(packet, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the connection without ending the answer.</summary>
    public void Close()
    {
        IsAborted = true;
        KeepAlive = false;
        _connection.Dispose();
    }

    /// <summary>Ends the connection with a reset.</summary>
    public void Reset()
    {
        IsAborted = true;
        KeepAlive = false;
        _connection.Reset();
    }

    /// <summary>Returns once the client has gone.</summary>
    public async Task WaitForDisconnectAsync(CancellationToken cancellationToken)
    {
        IsAborted = true;
        KeepAlive = false;
        await _connection.WaitForDisconnectAsync(cancellationToken).ConfigureAwait(false);
    }

    private ByteBuffer Packet()
    {
        if (_headPending)
        {
            _headPending = false;
        }
        else
        {
            _connection.Out.Clear();
        }

        return _connection.Out;
    }

    private void WriteHead(long? length)
    {
        HasStarted = true;
        Starting?.Invoke();
        if (length is null && !_isHttp11)
        {
            KeepAlive = false;
        }

        ByteBuffer head = _connection.Out;
        head.Clear();
        head.AddLatin1("HTTP/1.1 " + Status.ToString(CultureInfo.InvariantCulture) + " " + Reason(Status) + "\r\n");
        head.AddLatin1("Date: " + DateTime.UtcNow.ToString("r", CultureInfo.InvariantCulture) + "\r\n");
        foreach (KeyValuePair<string, string> header in Headers)
        {
            head.AddLatin1(header.Key + ": " + header.Value.Replace('\r', ' ').Replace('\n', ' ') + "\r\n");
        }

        if (Status == 204)
        {
            // Such an answer has no body by its nature, and must not tell a length.
        }
        else if (length is long size)
        {
            head.AddLatin1("Content-Length: " + size.ToString(CultureInfo.InvariantCulture) + "\r\n");
        }
        else if (_isHttp11)
        {
            head.Add("Transfer-Encoding: chunked\r\n"u8);
        }

        head.AddLatin1(KeepAlive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n");
    }

    private static string Reason(int status) => status switch
    {
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        204 => "No Content",
        206 => "Partial Content",
        304 => "Not Modified",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        408 => "Request Timeout",
        409 => "Conflict",
        411 => "Length Required",
        412 => "Precondition Failed",
        413 => "Content Too Large",
        416 => "Range Not Satisfiable",
        424 => "Failed Dependency",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => "Status",
    };
}

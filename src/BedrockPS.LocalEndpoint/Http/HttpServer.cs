using System;
using System.Collections.Concurrent;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Local.Http;

/// <summary>
/// A small HTTP/1.1 server on the loopback addresses: keep-alive, chunked both ways, 100-continue, bounded messages.
/// </summary>
/// <remarks>
/// Sockets instead of HttpListener: that one cannot take a free port without a race, holds back the end of a streamed answer for
/// about 44 ms (it leaves Nagle's algorithm on and offers no switch), wants URL reservations and short path segments on Windows,
/// and cannot break a connection where a test wants it broken.
/// </remarks>
internal sealed class HttpServer : IDisposable
{
    private readonly ConcurrentDictionary<HttpConnection, bool> _connections = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<HttpRequest, HttpResponse, CancellationToken, Task> _handle;
    private readonly Func<HttpRefusal, HttpResponse, CancellationToken, Task> _refuse;
    private readonly Func<HttpRequest, bool> _leavesBody;
    private readonly TcpListener _listener;
    private readonly TcpListener? _listener6;
    private int _disposed;

    /// <param name="port">0 takes a free one.</param>
    /// <param name="handle">Answers one request; runs concurrently for different connections.</param>
    /// <param name="refuse">Answers a message that is not a request.</param>
    /// <param name="leavesBody">Whether the handler reads the body of such a request itself, as it comes; null: of none.</param>
    /// <exception cref="SocketException">The port is taken.</exception>
    public HttpServer(
        int port,
        Func<HttpRequest, HttpResponse, CancellationToken, Task> handle,
        Func<HttpRefusal, HttpResponse, CancellationToken, Task> refuse,
        Func<HttpRequest, bool>? leavesBody = null)
    {
        _leavesBody = leavesBody ?? (static _ => false);
        _handle = handle;
        _refuse = refuse;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start(512);
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _listener6 = ListenOnIPv6(Port);
        _ = AcceptAsync(_listener);
        if (_listener6 is not null)
        {
            _ = AcceptAsync(_listener6);
        }
    }

    public int Port { get; }

    public bool IsRunning => _disposed == 0;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _stop.Cancel();
        _listener.Stop();
        _listener6?.Stop();
        foreach (HttpConnection connection in _connections.Keys)
        {
            connection.Dispose();
        }
    }

    /// <summary>'localhost' means ::1 first on many machines; where that cannot be had, clients fall back to 127.0.0.1.</summary>
    private static TcpListener? ListenOnIPv6(int port)
    {
        if (!Socket.OSSupportsIPv6)
        {
            return null;
        }

        TcpListener listener = new(IPAddress.IPv6Loopback, port);
        try
        {
            listener.Start(512);
            return listener;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (IsRunning)
        {
            try
            {
                Socket socket = await listener.AcceptSocketAsync().ConfigureAwait(false);
                _ = Task.Run(() => ServeAsync(socket));
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                if (IsRunning)
                {
                    // A client that went away while it was being accepted, or no file handle left for now.
                    await Task.Delay(20).ConfigureAwait(false);
                }
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        HttpConnection? connection = null;
        try
        {
            connection = new HttpConnection(socket);
            _connections[connection] = true;
            if (!IsRunning)
            {
                return;
            }

            while (await ServeOneAsync(connection).ConfigureAwait(false))
            {
                // Keep-alive: the same client's next request.
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The client has gone or the server stops: nobody is left to tell.
        }
        finally
        {
            if (connection is not null)
            {
                _connections.TryRemove(connection, out bool _);
                connection.Dispose();
            }
        }
    }

    private async Task<bool> ServeOneAsync(HttpConnection connection)
    {
        HttpRequest? request;
        try
        {
            request = await connection.ReadRequestAsync(_leavesBody, _stop.Token).ConfigureAwait(false);
        }
        catch (HttpRefusal refusal)
        {
            await _refuse(refusal, new HttpResponse(connection, true, false), _stop.Token).ConfigureAwait(false);
            await connection.LingerAsync(_stop.Token).ConfigureAwait(false);
            return false;
        }

        if (request is null)
        {
            return false;
        }

        HttpResponse response = new(connection, request.IsHttp11, request.KeepAlive);
        await _handle(request, response, _stop.Token).ConfigureAwait(false);
        if (request.BodyStream is { IsFinished: false })
        {
            // Answered without its body, which may still be on its way.
            await connection.LingerAsync(_stop.Token).ConfigureAwait(false);
            return false;
        }

        return response.KeepAlive && IsRunning;
    }
}

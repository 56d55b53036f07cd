using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Unit.Engine;

/// <summary>
/// A plain HTTP/1.1 server on a port of the system's choice that hands every request, byte for byte as it came, to the test, and
/// sends exactly the bytes the test wants.
/// </summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<Exchange, Task> _handler;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Socket> _sockets = [];
    private readonly Task _accepting;
    private int _connections;

    public LoopbackServer(Func<Exchange, Task> handler)
    {
        _handler = handler;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Answers every request with 200 and this JSON.</summary>
    public static LoopbackServer Always(string json = "{}") => new(x => x.RespondAsync(200, json));

    /// <summary>Answers the first request with the first handler, and so on; the last one stays.</summary>
    public static LoopbackServer Sequence(params Func<Exchange, Task>[] handlers)
    {
        int next = -1;
        return new LoopbackServer(x => handlers[Math.Min(Interlocked.Increment(ref next), handlers.Length - 1)](x));
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url => $"http://127.0.0.1:{Port}";

    public ConcurrentQueue<ReceivedRequest> Requests { get; } = [];

    public int Connections => Volatile.Read(ref _connections);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        foreach (Socket socket in _sockets)
        {
            socket.Dispose();
        }

        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptSocketAsync(_stop.Token);
                socket.NoDelay = true;
                Interlocked.Increment(ref _connections);
                _sockets.Add(socket);
                _ = ServeAsync(socket);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using NetworkStream stream = new(socket, ownsSocket: true);
        using BufferedStream reader = new(stream);
        try
        {
            while (await ReceivedRequest.ReadAsync(reader, _stop.Token) is ReceivedRequest request)
            {
                Requests.Enqueue(request);
                Exchange exchange = new(request, socket, stream, _stop.Token);
                await _handler(exchange);
                if (exchange.IsClosed)
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The client went away, or the test did.
        }
    }
}

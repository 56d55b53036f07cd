using System;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Unit.Engine;

/// <summary>One request and the connection to answer it on.</summary>
internal sealed class Exchange(ReceivedRequest request, Socket socket, NetworkStream stream, CancellationToken stop)
{
    public ReceivedRequest Request => request;

    public bool IsClosed { get; private set; }

    /// <summary>Cancelled when the server stops.</summary>
    public CancellationToken Stop => stop;

    public Task RespondAsync(int status, string body, params string[] headers) =>
        RespondAsync(status, Encoding.UTF8.GetBytes(body), headers);

    public Task RespondAsync(int status, byte[] body, params string[] headers) =>
        SendAsync([.. Head(status, [.. headers, $"Content-Length: {body.Length}"]), .. body]);

    /// <summary>Status line and headers of an answer whose body follows as the test likes.</summary>
    public Task StartAsync(int status, params string[] headers) => SendAsync(Head(status, headers));

    /// <summary>A throttling error as the service words it.</summary>
    public Task FailAsync(int status, string code, params string[] headers) =>
        RespondAsync(status, $"{{\"message\":\"it was {code}\"}}", [$"x-amzn-errortype: {code}", "x-amzn-RequestId: id-of-error", .. headers]);

    public async Task SendAsync(byte[] bytes)
    {
        await stream.WriteAsync(bytes, stop);
        await stream.FlushAsync(stop);
    }

    public Task SendChunkAsync(byte[] bytes) =>
        SendAsync([.. Encoding.ASCII.GetBytes($"{bytes.Length:x}\r\n"), .. bytes, .. "\r\n"u8]);

    public Task EndChunksAsync() => SendAsync("0\r\n\r\n"u8.ToArray());

    /// <summary>Ends the connection politely.</summary>
    public void Close()
    {
        IsClosed = true;
        socket.Shutdown(SocketShutdown.Both);
        socket.Dispose();
    }

    /// <summary>Ends the connection with a reset.</summary>
    public void Reset()
    {
        IsClosed = true;
        socket.LingerState = new LingerOption(true, 0);
        socket.Dispose();
    }

    /// <summary>Says nothing until the server stops.</summary>
    public Task HangAsync() => Task.Delay(Timeout.Infinite, stop);

    private static byte[] Head(int status, string[] headers) =>
        Encoding.Latin1.GetBytes($"HTTP/1.1 {status} Whatever\r\n{string.Join("\r\n", headers)}\r\n\r\n");
}

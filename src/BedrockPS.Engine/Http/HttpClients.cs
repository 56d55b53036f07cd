using System;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Http;
#if NET
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
#endif

namespace BedrockPS.Engine.Http;

/// <summary>
/// One HttpClient, and so one pool of connections, for everybody who goes the same way: directly or over the same proxy.
/// </summary>
internal static class HttpClients
{
    private static readonly ConcurrentDictionary<ProxySettings, Lazy<HttpClient>> s_clients = new();

    public static HttpClient For(ProxySettings proxy) =>
        s_clients.GetOrAdd(proxy, static p => new Lazy<HttpClient>(() => Create(p))).Value;

    private static HttpClient Create(ProxySettings proxy) =>
        // The call's own clock decides how long it may take.
        new(CreateHandler(proxy)) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };

#if NET
    private static SocketsHttpHandler CreateHandler(ProxySettings proxy)
    {
        IWebProxy? web = proxy.ToWebProxy();
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            Proxy = web,
            UseProxy = web is not null || proxy.UseSystemProxy,
            ConnectTimeout = TimeSpan.FromSeconds(30),
            ConnectCallback = ConnectAsync,
            // Shorter than any server keeps an idle connection, so that a request hardly ever meets one just being closed.
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(50),
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            // An answer given up must end at once: a model that is still generating is still being paid for.
            MaxResponseDrainSize = 0,
            // Calls in both directions last for minutes, and a server allows only so many on one connection.
            EnableMultipleHttp2Connections = true,
        };
    }

    // As the handler does it, plus keep-alive probes: NAT gateways and load balancers drop a connection that has been silent for
    // some minutes, and a long generation is silent for longer.
    private static async ValueTask<System.IO.Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            KeepAlive(socket);
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static void KeepAlive(Socket socket)
    {
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 45);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 15);
        }
        catch (SocketException)
        {
            // Windows Server 2016 knows no times for it; the connection is as good as any without.
        }
    }
#else
    private static HttpClientHandler CreateHandler(ProxySettings proxy)
    {
        IWebProxy? web = proxy.ToWebProxy();
        HttpClientHandler handler = new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseProxy = web is not null || proxy.UseSystemProxy,
            MaxConnectionsPerServer = 256,
            // Windows PowerShell may have been told, years ago, to offer nothing newer than TLS 1.0.
            SslProtocols = System.Security.Authentication.SslProtocols.Tls12,
        };
        if (web is not null)
        {
            handler.Proxy = web;
        }

        return handler;
    }

    /// <summary>What .NET Framework keeps per host rather than per handler.</summary>
    public static void Tune(Uri endpoint)
    {
        ServicePoint point = ServicePointManager.FindServicePoint(endpoint);
        if (point.UseNagleAlgorithm)
        {
            point.UseNagleAlgorithm = false;
            point.ConnectionLimit = 256;
            point.MaxIdleTime = 50_000;
            point.SetTcpKeepAlive(true, 45_000, 15_000);
        }
    }
#endif
}

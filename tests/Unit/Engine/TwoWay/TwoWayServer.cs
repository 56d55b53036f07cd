using System;
using System.Collections.Concurrent;
using System.IO;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;

namespace BedrockPS.Unit.Engine.TwoWay;

/// <summary>
/// The service's side of InvokeModelWithBidirectionalStream: HTTP/2 without TLS on a free port of the loopback interface. What it
/// finds wrong with a call is a 400 to the client and stands in <see cref="Problems"/>.
/// </summary>
internal sealed class TwoWayServer : IAsyncDisposable
{
    private readonly IHost _host;

    public TwoWayServer(Func<TwoWayExchange, Task> answer, string secret = Requests.SecretKey, string region = "us-west-2")
    {
        HostBuilder builder = new();
        builder.ConfigureWebHost(web => web
            .UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2))
            .Configure(app => app.Run(context => HandleAsync(new TwoWayExchange(context, secret, region), context, answer))));
        _host = builder.Build();
        _host.Start();
        Url = AddressOf(_host);
    }

    public string Url { get; }

    public ConcurrentQueue<string> Problems { get; } = new();

    public ConcurrentQueue<TwoWayExchange> Calls { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(new CancellationToken(canceled: true));
        _host.Dispose();
    }

    private async Task HandleAsync(TwoWayExchange exchange, HttpContext context, Func<TwoWayExchange, Task> answer)
    {
        Calls.Enqueue(exchange);
        try
        {
            exchange.VerifyRequest();
            await answer(exchange);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            Problems.Enqueue(e.Message);
            if (context.Response.HasStarted)
            {
                context.Abort();
            }
            else
            {
                await exchange.RefuseAsync(400, "ValidationException", e.Message);
            }
        }
        catch (Exception e) when (exchange.Aborted.IsCancellationRequested && e is IOException or OperationCanceledException)
        {
            // The client gave the call up.
        }
    }

    private static string AddressOf(IHost host)
    {
        IServer server = (IServer)host.Services.GetService(typeof(IServer))!;
        foreach (string address in server.Features.Get<IServerAddressesFeature>()!.Addresses)
        {
            return address;
        }

        throw new InvalidOperationException("not listening");
    }
}

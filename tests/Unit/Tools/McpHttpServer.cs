using System;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace BedrockPS.Unit.Tools;

/// <summary>An MCP server on a free port of the loopback interface that wants a token and has one tool.</summary>
internal sealed class McpHttpServer : IDisposable
{
    private readonly HttpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly McpServerTool _tool = McpServerTool.Create(
        (string word) => word.ToUpperInvariant(), new McpServerToolCreateOptions { Name = "shout", Description = "Shouts.", ReadOnly = true });

    public McpHttpServer()
    {
        (_listener, Url) = Listen();
        _ = ServeAsync();
    }

    public string Url { get; }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Close();
        _stop.Dispose();
    }

    private static (HttpListener Listener, string Url) Listen()
    {
        for (int attempt = 0; ; attempt++)
        {
            using TcpListener probe = new(IPAddress.Loopback, 0);
            probe.Start();
            string url = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/mcp/";
            probe.Stop();
            HttpListener listener = new();
            listener.Prefixes.Add(url);
            try
            {
                listener.Start();
                return (listener, url);
            }
            catch (HttpListenerException) when (attempt < 5)
            {
                // Somebody else was faster.
            }
        }
    }

    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            _ = AnswerAsync(context);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using HttpListenerResponse response = context.Response;
        if (context.Request.Headers["Authorization"] != "Bearer token-1")
        {
            response.StatusCode = 401;
            return;
        }

        if (context.Request.HttpMethod != "POST")
        {
            response.StatusCode = 405;
            return;
        }

        JsonRpcMessage message = (await JsonSerializer.DeserializeAsync<JsonRpcMessage>(context.Request.InputStream, McpJsonUtilities.DefaultOptions))!;
        await using StreamableHttpServerTransport transport = new() { Stateless = true };
        McpServerOptions options = new() { ServerInfo = new() { Name = "loud", Version = "1.0" }, ToolCollection = [_tool] };
        await using McpServer server = McpServer.Create(transport, options);
        Task running = server.RunAsync(_stop.Token);
        response.ContentType = "text/event-stream";
        response.KeepAlive = false;
        if (!await transport.HandlePostRequestAsync(message, response.OutputStream, _stop.Token))
        {
            response.StatusCode = 202;
        }
    }
}

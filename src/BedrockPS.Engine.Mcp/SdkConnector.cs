using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace BedrockPS.Engine.Mcp;

/// <summary>Reaches servers through the protocol's C# SDK.</summary>
internal sealed class SdkConnector : IMcpConnector
{
    // Long enough for a server to put its files in order, short enough to wait for after Ctrl+C.
    private static readonly TimeSpan s_shutdown = TimeSpan.FromSeconds(1);

    public async Task<IMcpConnection> ConnectAsync(McpServerSettings server, Action<string> log, CancellationToken cancellationToken)
    {
        IClientTransport transport = server.Url is Uri url ? Http(server, url) : Stdio(server, log);
        McpClientOptions options = new()
        {
            ClientInfo = new Implementation { Name = "BedrockPS", Version = typeof(SdkConnector).Assembly.GetName().Version!.ToString(3) },
            InitializationTimeout = Timeout.InfiniteTimeSpan,
        };
        try
        {
            return new SdkConnection(server, await McpClient.CreateAsync(transport, options, null, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception) when (SdkFailure.IsOne(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw SdkFailure.Unreachable(server, exception);
        }
        finally
        {
            // A transport of HTTP owns a client; the one of a program has nothing left.
            if (transport is IAsyncDisposable and not HttpClientTransport)
            {
                await ((IAsyncDisposable)transport).DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static StdioClientTransport Stdio(McpServerSettings server, Action<string> log)
    {
        Dictionary<string, string?> environment = StdioClientTransportOptions.GetDefaultEnvironmentVariables().ToDictionary(
            static variable => variable.Key, static variable => (string?)variable.Value, StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, string> variable in server.Environment)
        {
            environment[variable.Key] = variable.Value;
        }

        return new StdioClientTransport(new StdioClientTransportOptions
        {
            Name = server.ToString(),
            Command = server.Command!,
            Arguments = [.. server.Arguments],
            WorkingDirectory = server.WorkingDirectory,
            InheritEnvironmentVariables = false,
            EnvironmentVariables = environment,
            ShutdownTimeout = s_shutdown,
            StandardErrorLines = log,
        });
    }

    private static HttpClientTransport Http(McpServerSettings server, Uri url)
    {
        HttpClientTransportOptions options = new()
        {
            Name = server.ToString(),
            Endpoint = url,
            AdditionalHeaders = server.Headers.ToDictionary(static header => header.Key, static header => header.Value),
            ConnectionTimeout = server.Timeout,
            // Nobody here listens for what a server says unasked.
            EnableStandaloneGetStream = false,
        };

        // A proxy would look for a loopback address on its own machine.
        return url.IsLoopback
            ? new HttpClientTransport(options, new HttpClient(new HttpClientHandler { UseProxy = false }), null, ownsHttpClient: true)
            : new HttpClientTransport(options);
    }
}

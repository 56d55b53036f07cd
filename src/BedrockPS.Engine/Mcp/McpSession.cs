using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine.Mcp;

namespace BedrockPS.Engine;

/// <summary>A Model Context Protocol server in use. Close it: a program it started lives until then.</summary>
public sealed class McpSession
{
    private readonly IMcpConnection _connection;
    private IReadOnlyList<McpTool>? _tools;

    private McpSession(McpServerSettings server, IMcpConnection connection)
    {
        Server = server;
        _connection = connection;
    }

    public McpServerSettings Server { get; }

    /// <summary>The name given to the server, else its own.</summary>
    public string Name => Server.Name ?? _connection.ServerName ?? Server.ToString();

    /// <summary>Starts the program or calls the URL, and shakes hands.</summary>
    /// <param name="server">The server.</param>
    /// <param name="log">Told each line the program writes to its standard error; may run on any thread.</param>
    /// <param name="cancellationToken">Gives up, and ends the program.</param>
    /// <exception cref="EngineException">McpUnreachable: not there, or it does not speak the protocol; McpTimeout.</exception>
    public static async Task<McpSession> StartAsync(McpServerSettings server, Action<string> log, CancellationToken cancellationToken)
    {
        IMcpConnection connection = await WithinAsync(
            server, "start", token => McpLoader.Connector.ConnectAsync(server, log, token), cancellationToken).ConfigureAwait(false);
        return new McpSession(server, connection);
    }

    /// <summary>The server's tools; asked for once.</summary>
    /// <exception cref="EngineException">McpEnded, McpTimeout.</exception>
    public async Task<IReadOnlyList<McpTool>> ListToolsAsync(CancellationToken cancellationToken) =>
        _tools ??= await WithinAsync(Server, "list its tools", _connection.ListToolsAsync, cancellationToken).ConfigureAwait(false);

    /// <param name="name">The tool's name as the server knows it.</param>
    /// <param name="inputJson">A JSON object.</param>
    /// <param name="cancellationToken">Ends the wait; the server is told.</param>
    /// <exception cref="EngineException">McpEnded, McpTimeout. What the tool itself finds wrong is a result.</exception>
    public Task<McpResult> CallToolAsync(string name, string inputJson, CancellationToken cancellationToken) =>
        WithinAsync(Server, $"answer the call of '{name}'", token => _connection.CallToolAsync(name, inputJson, token), cancellationToken);

    /// <summary>Ends the program, at once where it does not go by itself within a second. Never throws.</summary>
    public Task CloseAsync() => _connection.CloseAsync();

    private static async Task<T> WithinAsync<T>(
        McpServerSettings server, string what, Func<CancellationToken, Task<T>> step, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(server.Timeout);
        try
        {
            return await step(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new EngineException(
                EngineFailure.McpTimeout, $"The MCP server '{server}' did not {what} within {server.Timeout.TotalSeconds:0.#} seconds.");
        }
    }
}

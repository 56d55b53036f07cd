using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Errors;
using BedrockPS.Tools.Commands;

namespace BedrockPS.Tools.Servers;

/// <summary>The MCP servers of one pipeline: started when first needed, used till its end.</summary>
internal sealed class ServerSessions
{
    private readonly ConcurrentDictionary<McpServerSettings, McpSession> _sessions = new();
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Action<string> _log;

    /// <param name="log">Told what servers say of themselves; may run on any thread.</param>
    public ServerSessions(Action<string> log) => _log = log;

    /// <summary>The tools with those the servers offer.</summary>
    /// <exception cref="BedrockException">McpUnreachable, McpEnded, McpTimeout, ToolInvalid.</exception>
    public async Task<ToolSet> CompleteAsync(ToolSet tools, CancellationToken cancellationToken)
    {
        // Parallel inputs must not start a server each.
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            List<ServerTool> offered = [];
            foreach (McpServerSettings server in tools.Servers)
            {
                McpSession session = await StartedAsync(server, cancellationToken).ConfigureAwait(false);
                foreach (McpTool tool in await ListAsync(session, cancellationToken).ConfigureAwait(false))
                {
                    offered.Add(Named(session, tool, name => tools.Offers(name) || offered.Exists(known => known.Specification.Name == name)));
                }
            }

            return tools.With(offered.Select(static tool => tool.Specification), offered);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <exception cref="BedrockException">McpEnded, McpTimeout: the server is let go, and started anew when it is needed again.</exception>
    public async Task<McpResult> CallAsync(ServerTool tool, string inputJson, CancellationToken cancellationToken)
    {
        try
        {
            return await tool.Session.CallToolAsync(tool.Tool.Name, inputJson, cancellationToken).ConfigureAwait(false);
        }
        catch (EngineException exception)
        {
            await DropAsync(tool.Session).ConfigureAwait(false);
            throw ToBedrock(exception);
        }
    }

    /// <summary>Ends every server. One that is being started ends with the token of its start.</summary>
    public async Task CloseAsync()
    {
        McpSession[] sessions = [.. _sessions.Values];
        _sessions.Clear();
        await Task.WhenAll(sessions.Select(static session => session.CloseAsync())).ConfigureAwait(false);
    }

    private async Task<McpSession> StartedAsync(McpServerSettings server, CancellationToken cancellationToken)
    {
        if (!_sessions.TryGetValue(server, out McpSession? session))
        {
            try
            {
                session = await McpSession.StartAsync(server, line => _log($"{server}: {line}"), cancellationToken).ConfigureAwait(false);
            }
            catch (EngineException exception)
            {
                throw ToBedrock(exception);
            }

            _log($"MCP server {session.Name} is in use.");
            _sessions[server] = session;
        }

        return session;
    }

    private async Task<IReadOnlyList<McpTool>> ListAsync(McpSession session, CancellationToken cancellationToken)
    {
        try
        {
            return await session.ListToolsAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (EngineException exception)
        {
            await DropAsync(session).ConfigureAwait(false);
            throw ToBedrock(exception);
        }
    }

    private async Task DropAsync(McpSession session)
    {
        _sessions.TryRemove(session.Server, out _);
        await session.CloseAsync().ConfigureAwait(false);
    }

    /// <summary>The tool under its own name, or under its server's and its own where that is taken.</summary>
    private static ServerTool Named(McpSession session, McpTool tool, Func<string, bool> isTaken)
    {
        string name = ToolName.From(tool.Name);
        if (isTaken(name))
        {
            name = ToolName.From($"{session.Name}_{tool.Name}");
            if (isTaken(name))
            {
                throw CommandToolBuilder.Invalid(
                    $"There are two tools named '{name}'. Give the server '{session.Name}' another name: -McpServer @{{ Name = '…'; Command = '…' }}.");
            }
        }

        return new ServerTool(new ToolSpecification(name, tool.Description, tool.InputSchema), session, tool);
    }

    private static BedrockException ToBedrock(EngineException exception) => new(exception.Failure.ToString(), exception.Message, exception);
}

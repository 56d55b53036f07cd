using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Engine.Mcp;

/// <summary>A server that has been reached.</summary>
internal interface IMcpConnection
{
    string? ServerName { get; }

    /// <exception cref="EngineException">McpEnded.</exception>
    Task<IReadOnlyList<McpTool>> ListToolsAsync(CancellationToken cancellationToken);

    /// <exception cref="EngineException">McpEnded.</exception>
    Task<McpResult> CallToolAsync(string name, string inputJson, CancellationToken cancellationToken);

    /// <summary>Ends the connection, and the program where there is one. Never throws.</summary>
    Task CloseAsync();
}

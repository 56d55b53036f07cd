using System;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Engine.Mcp;

/// <summary>What the assembly on the protocol's own library implements, see <see cref="McpLoader"/>.</summary>
internal interface IMcpConnector
{
    /// <param name="server">Where.</param>
    /// <param name="log">Told what the server says of itself; may run on any thread.</param>
    /// <param name="cancellationToken">Ends a start that takes too long, and the program with it.</param>
    /// <exception cref="EngineException">McpUnreachable.</exception>
    Task<IMcpConnection> ConnectAsync(McpServerSettings server, Action<string> log, CancellationToken cancellationToken);
}

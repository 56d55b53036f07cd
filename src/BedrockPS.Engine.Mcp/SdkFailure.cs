using System;
using System.ComponentModel;
using System.IO;
using System.Net.Http;
using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Client;

namespace BedrockPS.Engine.Mcp;

/// <summary>The SDK's exceptions as the engine's one.</summary>
internal static class SdkFailure
{
    public static bool IsOne(Exception exception) => exception is McpException or IOException or HttpRequestException or TimeoutException
        or Win32Exception or InvalidOperationException or JsonException or UnauthorizedAccessException
        or OperationCanceledException;

    public static EngineException Unreachable(McpServerSettings server, Exception exception) =>
        new(EngineFailure.McpUnreachable, $"The MCP server '{server}' cannot be used: {Reason(exception)}", exception);

    public static EngineException Ended(McpServerSettings server, Exception exception) =>
        new(EngineFailure.McpEnded, $"The MCP server '{server}' has gone: {Reason(exception)}", exception);

    /// <summary>What happened, in the words nearest to the cause.</summary>
    private static string Reason(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is ClientTransportClosedException { Details: StdioClientCompletionDetails { ExitCode: int code } details })
            {
                string said = details.StandardErrorTail is { Count: > 0 } lines ? " It said: " + string.Join(" ", lines).Trim() : "";
                return $"its process ended with exit code {code}.{said}";
            }
        }

        Exception innermost = exception.GetBaseException();
        return innermost.Message;
    }
}

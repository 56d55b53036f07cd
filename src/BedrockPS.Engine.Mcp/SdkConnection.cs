using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace BedrockPS.Engine.Mcp;

/// <summary>A server reached through the SDK.</summary>
internal sealed class SdkConnection : IMcpConnection
{
    private readonly McpServerSettings _server;
    private readonly McpClient _client;

    public SdkConnection(McpServerSettings server, McpClient client)
    {
        _server = server;
        _client = client;
    }

    public string? ServerName => _client.ServerInfo?.Name;

    public async Task<IReadOnlyList<McpTool>> ListToolsAsync(CancellationToken cancellationToken)
    {
        IList<McpClientTool> tools = await GuardAsync(
            () => _client.ListToolsAsync((RequestOptions?)null, cancellationToken).AsTask(), cancellationToken).ConfigureAwait(false);
        return [.. tools.Select(static tool => new McpTool(
            tool.Name,
            string.IsNullOrWhiteSpace(tool.Description) ? tool.Title : tool.Description,
            tool.JsonSchema.GetRawText(),
            tool.ProtocolTool.Annotations?.ReadOnlyHint == true))];
    }

    public async Task<McpResult> CallToolAsync(string name, string inputJson, CancellationToken cancellationToken)
    {
        using JsonDocument input = JsonDocument.Parse(inputJson);
        CallToolRequestParams call = new()
        {
            Name = name,
            Arguments = input.RootElement.EnumerateObject().ToDictionary(static member => member.Name, static member => member.Value.Clone()),
        };
        try
        {
            CallToolResult result = await GuardAsync(
                () => _client.CallToolAsync(call, cancellationToken).AsTask(), cancellationToken).ConfigureAwait(false);
            return new McpResult(Text(result), result.IsError == true);
        }
        catch (McpProtocolException exception)
        {
            // The server is there and refuses: the model may mend its call.
            return new McpResult(exception.Message, isError: true);
        }
    }

    public async Task CloseAsync()
    {
        try
        {
            await _client.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (SdkFailure.IsOne(exception))
        {
            // It has gone by itself.
        }
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not McpProtocolException && SdkFailure.IsOne(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw SdkFailure.Ended(_server, exception);
        }
    }

    private static string Text(CallToolResult result)
    {
        if (result.StructuredContent is JsonElement structured)
        {
            return structured.GetRawText();
        }

        StringBuilder text = new();
        foreach (ContentBlock block in result.Content)
        {
            text.Append(text.Length == 0 ? "" : "\n").Append(block switch
            {
                TextContentBlock content => content.Text,
                EmbeddedResourceBlock { Resource: TextResourceContents resource } => resource.Text,
                ResourceLinkBlock link => $"[{link.Uri}]",
                _ => $"[{block.Type}]",
            });
        }

        return text.ToString();
    }
}

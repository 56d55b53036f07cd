using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using ModelContextProtocol.Server;

namespace BedrockPS.McpServers;

/// <summary>
/// An MCP server on standard streams for tests: <c>serve</c> works, <c>refuse</c> ends at once with a word on standard error,
/// <c>silent</c> never answers. A second argument names a file that the process id is appended to.
/// </summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        if (arguments.Length > 1)
        {
            File.AppendAllText(arguments[1], Environment.ProcessId + "\n");
        }

        switch (arguments[0])
        {
            case "serve":
                await ServeAsync();
                return 0;
            case "refuse":
                Console.Error.WriteLine("the licence has run out");
                return 3;
            default:
                await Task.Delay(Timeout.Infinite);
                return 0;
        }
    }

    private static async Task ServeAsync()
    {
        McpServerOptions options = new()
        {
            ServerInfo = new() { Name = "test-server", Version = "1.0" },
            ToolCollection = [.. Tools()],
        };
        await using StdioServerTransport transport = new("test-server");
        await using McpServer server = McpServer.Create(transport, options);
        await server.RunAsync();
        Console.Error.WriteLine("goodbye");
    }

    private static IEnumerable<McpServerTool> Tools()
    {
        yield return Tool("add", "Adds two numbers.", true, (int a, int b) => a + b);
        yield return Tool("write_note", "Writes a note.", false, (string text) => "written: " + text);
        yield return Tool("environment", "Tells a variable.", true, (string name) => Environment.GetEnvironmentVariable(name) ?? "(none)");
        yield return Tool("fail", "Fails.", true, string () => throw new ModelContextProtocol.McpException("the disk is full"));
        yield return Tool("crash", "Ends the server.", true, string () =>
        {
            Environment.Exit(7);
            return "";
        });
        yield return Tool("hang", "Never ends.", true, async (CancellationToken cancellationToken) =>
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return "";
        });
        yield return Tool("long_text", "Tells much.", true, () => new string('x', 200_000));
    }

    private static McpServerTool Tool(string name, string description, bool isReadOnly, Delegate run) =>
        McpServerTool.Create(run, new McpServerToolCreateOptions { Name = name, Description = description, ReadOnly = isReadOnly });
}

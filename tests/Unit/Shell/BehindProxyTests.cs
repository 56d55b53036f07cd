using System;
using System.Threading.Tasks;
using BedrockPS.Unit.Engine;
using BedrockPS.Unit.Tools;
using Xunit;

namespace BedrockPS.Unit.ShellTests;

/// <summary>A machine whose environment names a proxy, which knows nothing of the servers of this machine.</summary>
public sealed class BehindProxyTests
{
    [Fact]
    public async Task Local_endpoint_server_behind_it_and_local_tools_are_reached_all_the_same()
    {
        await using LoopbackServer model = new(static x => x.RespondAsync(
            200, "data: {\"choices\":[{\"delta\":{\"content\":\"from behind\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n", "Content-Type: text/event-stream"));
        using McpHttpServer tools = new();
        string script = """
            foreach ($name in 'http_proxy', 'https_proxy', 'all_proxy') { [Environment]::SetEnvironmentVariable($name, 'http://proxy.invalid:3128') }
            $null = Start-BRLocalEndpoint
            "tool: $((Invoke-BRModel '{{call shout {"word":"hey"}}}' -Model nova-lite -McpServer @{ Url = '<tools>'; Header = @{ Authorization = 'Bearer token-1' } }).ToolCalls[0].Output)"
            $null = Start-BRLocalEndpoint -Upstream <model>
            "model: $((Invoke-BRModel hello -Model nova-lite).Text)"
            """;
        ShellOutcome outcome = ShellProcess.Run(
            "-NonInteractive",
            "-Command",
            script.Replace("<tools>", tools.Url, StringComparison.Ordinal).Replace("<model>", model.Url, StringComparison.Ordinal));
        Assert.Equal(["tool: HEY", "model: from behind"], outcome.Output);
        Assert.Empty(outcome.Error);
    }
}

using System;
using System.Threading.Tasks;
using BedrockPS.Unit.Engine;
using BedrockPS.Unit.Faults;
using BedrockPS.Unit.Hosting;
using BedrockPS.Unit.Views;
using Xunit;

namespace BedrockPS.Unit.Cmdlets;

public sealed class ShowBRStreamTests : IDisposable
{
    private readonly ScreenHost _screen = new();
    private readonly PowerShellHost _shell;

    public ShowBRStreamTests() => _shell = new PowerShellHost(_screen);

    [Fact]
    public async Task After_CtrlC_the_prompt_starts_on_a_line_of_its_own()
    {
        TaskCompletionSource shown = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _shell.Run("$ep = Start-BRLocalEndpoint -Fault ConverseStream@stall:20");

        // The third piece comes when the second is on the screen; then the endpoint is silent.
        await _shell.StopAfterAsync(
            "$n = 0; Invoke-BRModel 'Tell a story.' -Model nova-lite -Stream | ForEach-Object { $_; if (++$n -eq 2) { $shown.SetResult() } } | Show-BRStream",
            shown.Task,
            ("shown", shown));
        Assert.NotEqual("", _screen.Text.Trim());
        Assert.EndsWith("\n", _screen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", _screen.Text[..^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_whole_answer_ends_its_line_once()
    {
        _shell.Run("$ep = Start-BRLocalEndpoint; Invoke-BRModel hello -Model nova-lite -Stream | Show-BRStream");
        Assert.EndsWith("every time.\n", _screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_cannot_steer_the_terminal()
    {
        byte[] answer = Wire.Chunked([
            .. Wire.Event("messageStart", """{"role":"assistant"}"""),
            .. Wire.Event("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"text":"a\u001b]0;owned\u0007b\u001b[2J\tc\u009b5n\n"}}"""),
            .. Wire.Event("messageStop", """{"stopReason":"end_turn"}"""),
            .. Wire.Event("metadata", """{"metrics":{"latencyMs":1},"usage":{"inputTokens":5,"outputTokens":3,"totalTokens":8}}"""),
        ]);
        await using LoopbackServer server = new(x => x.SendAsync(answer));
        _shell.Run($"$ep = Start-BRLocalEndpoint; Invoke-BRModel hi -Model m.m-0 -EndpointUrl {server.Url} -Region us-east-1 -AccessKey AK -SecretKey SK -Stream | Show-BRStream");
        Assert.Equal("a]0;ownedb[2J\tc5n\n\n", _screen.Text);
    }

    [Fact]
    public void A_cut_answer_ends_its_line_before_the_error()
    {
        _shell.Run("$ep = Start-BRLocalEndpoint -Fault ConverseStream@cut:20; Invoke-BRModel hello -Model nova-lite -Stream | Show-BRStream");
        Assert.EndsWith("\n", _screen.Text, StringComparison.Ordinal);
        Assert.Equal("StreamTruncated", Assert.Single(_shell.Errors).FullyQualifiedErrorId.Split(',')[0]);
    }

    public void Dispose()
    {
        _shell.Run("Stop-BRLocalEndpoint $ep");
        _shell.Dispose();
    }
}

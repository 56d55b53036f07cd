using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using Xunit;

namespace BedrockPS.Unit.Tools;

public sealed class ToolStreamTests : ToolSession
{
    private List<StreamChunk> Stream(string prompt, string parameters = "-Tool Get-Thing") =>
        [.. Shell.Run($"Invoke-BRModel $prompt -Stream {parameters}", ("prompt", prompt)).Select(static item => (StreamChunk)item.BaseObject)];

    [Fact]
    public void Chunks_of_all_rounds_flow_with_one_end()
    {
        List<StreamChunk> chunks = Stream("""{{call Get-Thing {"Name":"a"}}}{{call Get-Thing {"Name":"b"}}}{{then}}{{call Get-Thing {"Name":"c"}}}""");
        ModelResponse response = Assert.Single(chunks, static chunk => chunk.Kind == StreamChunkKind.End).Response!;
        Assert.Same(response, chunks[^1].Response);
        Assert.Equal(["a", "b", "c"], response.ToolCalls.Select(static call => ((PSObject)call.Input!).Properties["Name"].Value));
        Assert.Equal(response.ToolCalls, chunks.Where(static chunk => chunk.Kind == StreamChunkKind.ToolCall).Select(static chunk => chunk.ToolCall!));
        Assert.EndsWith(response.Text, string.Concat(chunks));
        Assert.Contains(chunks, static chunk => chunk.Kind == StreamChunkKind.ToolUse);
        Assert.Equal(chunks.Select(static chunk => chunk.Index).Order(), chunks.Select(static chunk => chunk.Index));
        Assert.Equal("end_turn", response.StopReason);
    }

    [Fact]
    public void A_streamed_answer_is_the_whole_one()
    {
        const string Prompt = """{{call Get-Thing {"Name":"a"}}}""";
        ModelResponse whole = Ask(Prompt, "-Tool Get-Thing");
        ModelResponse streamed = Stream(Prompt)[^1].Response!;
        Assert.Equal(whole.Text, streamed.Text);
        Assert.Equal(whole.ToolCalls.Select(static call => call.Output), streamed.ToolCalls.Select(static call => call.Output));
        Assert.Equal(whole.Usage.TotalTokens, streamed.Usage.TotalTokens);
    }

    [Fact]
    public void A_call_shows_before_the_next_one_runs()
    {
        Shell.Run("function Get-It { param($N) $global:order += @(\"ran $N\") }; $global:order = @()");
        Shell.Run("""
            Invoke-BRModel $prompt -Stream -Tool Get-It |
                ForEach-Object { if ($_.Kind -eq 'ToolCall') { $global:order += @("seen $($_.ToolCall.Input.N)") } }
            """, ("prompt", """{{call Get-It {"N":1}}}{{call Get-It {"N":2}}}"""));
        Assert.Equal(["ran 1", "seen 1", "ran 2", "seen 2"], Shell.Run("$global:order").Select(static item => item.ToString()));
    }

    [Fact]
    public void The_limit_ends_a_stream_without_an_end_chunk()
    {
        List<StreamChunk> chunks = Stream("""{{call Get-Thing {"Name":"a"}}}{{loop}}""", "-Tool Get-Thing -MaxToolRound 2");
        Assert.DoesNotContain(chunks, static chunk => chunk.Kind == StreamChunkKind.End);
        ErrorRecord error = Assert.Single(Shell.Errors);
        Assert.Equal("ToolRoundLimit", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(2, ((BedrockException)error.Exception).Response!.ToolCalls.Length);
    }

    [Fact]
    public async Task Stopping_between_rounds_stops_everything()
    {
        TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Shell.Run("function Get-It { 1 }");
        await Shell.StopAfterAsync(
            "Invoke-BRModel '{{call Get-It {}}}{{loop}}' -Stream -Tool Get-It -MaxToolRound 1000 | ForEach-Object { if ($_.Kind -eq 'ToolCall') { $null = $seen.TrySetResult() } }; $global:after = 1",
            seen.Task,
            ("seen", seen));
        Assert.Null(Shell.Run("$global:after").SingleOrDefault());
    }

    [Fact]
    public void Described_tools_end_the_stream_with_the_calls()
    {
        List<StreamChunk> chunks = Stream("""{{call order {}}}""", "-Tool @{ Name = 'order'; InputSchema = @{ type = 'object' } }");
        Assert.Equal(ToolDecision.Returned, Assert.Single(chunks[^1].Response!.ToolCalls).Decision);
        Assert.Equal("tool_use", chunks[^1].StopReason);
    }
}

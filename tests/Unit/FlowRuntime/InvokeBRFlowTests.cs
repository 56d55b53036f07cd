using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.FlowRuntime;

public sealed class InvokeBRFlowTests : IClassFixture<FlowEndpoint>, IDisposable
{
    private readonly FlowEndpoint _session;

    public InvokeBRFlowTests(FlowEndpoint session) => _session = session;

    private PowerShellHost Shell => _session.Shell;

    public void Dispose() => _session.Local.ClearFault();

    [Fact]
    public void Each_input_is_a_run_and_one_that_is_wrong_fails_alone()
    {
        List<PSObject> answers = Shell.Run("'one', @{ no = 'text' }, '', 'two' | Invoke-BRFlow echo");
        Assert.Equal(["one", "two"], answers.Select(static answer => answer.ToString()));
        Assert.Equal(["Validation", "EmptyInput"], Shell.Errors.Select(static error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Contains("-InputNode", Shell.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.IsType<System.Collections.Hashtable>(((PSObject)Shell.Errors[0].TargetObject).BaseObject);

        FlowResponse first = (FlowResponse)answers[0].BaseObject;
        Assert.Equal(("one", "one", "one", "SUCCESS"), (first.Output, first.Outputs["Answer"], first.InputObject, first.CompletionReason));
        Assert.NotEmpty(first.ExecutionId!);
        Assert.NotEmpty(first.RequestId!);
        Assert.NotEqual(first.ExecutionId, ((FlowResponse)answers[1].BaseObject).ExecutionId);
    }

    [Fact]
    public void Objects_go_in_as_documents_and_come_out_as_objects()
    {
        FlowResponse order = Shell.One<FlowResponse>(
            "[pscustomobject]@{ total = 12.5; lines = @(@{ name = 'disk'; parts = @(@{ deep = @{ er = @{ still = 1 } } }) }) } | Invoke-BRFlow order -InputNode Order -InputName thing");
        Assert.Equal((12.5, "disk"), (order.Outputs["Total"], order.Outputs["First"]));
        Assert.Equal("1", _session.Body("InvokeFlow")["inputs"]![0]!["content"]!["document"]!["lines"]![0]!["parts"]![0]!["deep"]!["er"]!["still"]!.ToJsonString());

        string path = Path.Combine(Path.GetTempPath(), "bedrockps-test-" + Guid.NewGuid() + ".txt");
        File.WriteAllText(path, "from a file");
        try
        {
            Assert.Equal(
                ["from a file", "two in a row"],
                Shell.Run("[IO.FileInfo] $path | Invoke-BRFlow -Flow echo; Get-BRFlow echo | Invoke-BRFlow -Text 'two in a row' | Invoke-BRFlow -Flow echo", ("path", path)).Select(static one => one.ToString()));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("@{ amount = 250; kind = 'sale' } | Invoke-BRFlow route", "LargeAnswer", "Approve 250?")]
    [InlineData("@{ amount = 250; kind = 'refund' } | Invoke-BRFlow route", "SmallAnswer", "\"amount\":250")]
    [InlineData("Invoke-BRFlow each -InputObject 'one', 'two'", "Answer", "\\\"two\\\"")]
    [InlineData("Invoke-BRFlow count -InputObject 3", "Answer", "3")]
    [InlineData("Invoke-BRFlow know 'What does an embedding mean?'", "Answer", "An embedding turns")]
    [InlineData("@{ text = 'x'; key = 'a/b' } | Invoke-BRFlow keep", "Where", "s3://notes/a/b")]
    [InlineData("Invoke-BRFlow trip 'Is it far?'", "Answer", "Is it far?")]
    [InlineData("Get-BRFlow trip | Invoke-BRFlow 'Is it far?'", "Answer", "Is it far?")]
    [InlineData("Get-BRFlowAlias echo | Where-Object Name -eq production | Invoke-BRFlow 'through'", "Answer", "through")]
    public void The_endpoint_runs_what_the_definition_says(string script, string node, string text)
    {
        FlowResponse answer = (FlowResponse)_session.One(script).BaseObject;
        Assert.Equal([node], answer.Outputs.Keys.Cast<string>());
        Assert.Contains(text, answer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Traces_tell_what_went_through_each_node()
    {
        FlowTrace[] traces = Shell.One<FlowResponse>("@{ amount = 250; kind = 'sale' } | Invoke-BRFlow route -Trace").Traces;
        Assert.Equal(
            [
                "NodeInput FlowInputNode", "NodeOutput FlowInputNode", "NodeInput Size", "Condition Size", "NodeInput Large", "NodeAction Large", "NodeOutput Large",
                "NodeInput LargeAnswer",
            ],
            traces.Select(static trace => trace.ToString()));
        Assert.Equal(["large"], traces[3].Conditions);
        Assert.Equal("250", ((PSObject)traces[4].Inputs!).Properties["amount"].Value.ToString());
        Assert.Equal("bedrock-runtime:Converse", traces[5].Operation);
        Assert.All(traces, static trace => Assert.NotNull(trace.Time));
        Assert.Empty(Shell.One<FlowResponse>("Invoke-BRFlow echo x").Traces);
    }

    [Fact]
    public void A_stream_gives_outputs_and_traces_as_they_come_and_the_whole_at_its_end()
    {
        List<PSObject> chunks = Shell.Run("Invoke-BRFlow echo 'hello' -Stream -Trace");
        AnswerChunkKind[] kinds = [.. chunks.Select(static chunk => ((AnswerChunk)chunk.BaseObject).Kind)];
        Assert.Equal([AnswerChunkKind.Trace, AnswerChunkKind.Trace, AnswerChunkKind.Trace, AnswerChunkKind.Output, AnswerChunkKind.End], kinds);
        Assert.Equal("hello", chunks[3].ToString());
        Assert.Equal("Answer", Assert.IsType<FlowOutput>(((AnswerChunk)chunks[3].BaseObject).Content).Node);
        Assert.Equal("hello", Assert.IsType<FlowResponse>(((AnswerChunk)chunks[4].BaseObject).Response).Output);
    }

    [Fact]
    public void A_node_that_asks_back_is_answered_in_the_same_run()
    {
        FlowResponse asked = Shell.One<FlowResponse>("($asked = Invoke-BRFlow trip 'A day out. {{ask Which city?}}')");
        Assert.Equal(("INPUT_REQUIRED", "Which city?", "Guide"), (asked.CompletionReason, asked.ToString(), asked.InputRequest!.Node));
        Assert.Null(asked.Output);
        AgentTrace step = Assert.Single(Shell.One<FlowResponse>("Invoke-BRFlow trip 'Is it far?' -Trace").Traces.Single(static trace => trace.Kind == "NodeDependency").AgentTraces);
        Assert.Contains("Is it far?", step.Text, StringComparison.Ordinal);

        FlowResponse done = Shell.One<FlowResponse>("'Oslo' | Invoke-BRFlow -Continue $asked");
        Assert.Equal(("SUCCESS", asked.ExecutionId), (done.CompletionReason, done.ExecutionId));
        Assert.Contains("You wrote 1 word: \"Oslo\"", done.ToString(), StringComparison.Ordinal);
        Assert.Contains("A day out.", done.ToString(), StringComparison.Ordinal);

        Assert.Equal("SUCCESS", Shell.One<FlowResponse>("Invoke-BRFlow trip 'On. {{ask Where?}}' | Invoke-BRFlow -Text 'Bergen'").CompletionReason);
        ErrorRecord error = _session.Error("Invoke-BRFlow -Continue $asked 'Bergen'");
        Assert.Contains("waits for no input", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Invoke-BRFlow no-such-flow x", "ResourceNotFound", "no-such-flow")]
    [InlineData("Invoke-BRFlow echo x -Alias NOSUCHALIA", "ResourceNotFound", "NOSUCHALIA")]
    [InlineData("Invoke-BRFlow draftflow1 x", "Validation", "is not prepared")]
    [InlineData("Invoke-BRFlow echo x -InputNode Other", "Validation", "no input node 'Other'")]
    [InlineData("Invoke-BRFlow echo x -InputName text", "Validation", "no output 'text'")]
    [InlineData("Invoke-BRFlow echo -InputObject 5", "Validation", "is of the type String, and the input is of the type Number")]
    [InlineData("@{ amount = 1 } | Invoke-BRFlow route", "Validation", "'$.data.kind'")]
    [InlineData("'x' | Invoke-BRFlow echo y", "ParameterConflict", "one input")]
    [InlineData("Invoke-BRFlow echo", "EmptyInput", "nothing to give")]
    [InlineData("Invoke-BRFlow echo x -Latency soon", "Validation", "latency")]
    public void What_is_wrong_is_one_error_that_says_what(string script, string code, string text)
    {
        ErrorRecord error = _session.Error(script);
        Assert.Equal($"{code},BedrockPS.Cmdlets.InvokeBRFlowCommand", error.FullyQualifiedErrorId);
        Assert.Contains(text, error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("code", null, "DependencyFailed")]
    [InlineData("echo", "InvokeFlow@exception:throttlingException:1", "Throttling")]
    [InlineData("echo", "InvokeFlow@cut:1", "StreamTruncated")]
    [InlineData("echo", "InvokeFlow@half:1", "StreamTruncated")]
    [InlineData("echo", "InvokeFlow@corrupt:1", "StreamCorrupt")]
    public void What_had_arrived_before_a_failure_is_kept_and_is_no_answer(string flow, string? fault, string code)
    {
        if (fault is not null)
        {
            _session.Local.SetFault(fault);
        }

        List<PSObject> chunks = Shell.Run($"Invoke-BRFlow {flow} 'kept' -Stream");
        Assert.Equal("kept", Assert.Single(chunks).ToString());
        Assert.Equal(code, Assert.IsType<BedrockException>(Assert.Single(Shell.Errors).Exception).Code);

        Assert.Empty(Shell.Run($"Invoke-BRFlow {flow} 'kept'"));
        FlowResponse partial = Assert.IsType<FlowResponse>(Assert.IsType<BedrockException>(Assert.Single(Shell.Errors).Exception).PartialAnswer);
        Assert.Equal(("kept", (string?)null), (partial.Output, partial.CompletionReason));
    }

    [Fact]
    public void Several_runs_at_a_time_keep_their_order_and_their_errors()
    {
        List<PSObject> answers = Shell.Run("1..12 | ForEach-Object { if ($_ -eq 7) { @{ seven = 7 } } else { \"input $_\" } } | Invoke-BRFlow echo -Alias production -ThrottleLimit 4");
        Assert.Equal(Enumerable.Range(1, 12).Where(static n => n != 7).Select(static n => $"input {n}"), answers.Select(static answer => answer.ToString()));
        Assert.Equal("Validation", ((BedrockException)Assert.Single(Shell.Errors).Exception).Code);
    }

    [Fact]
    public void A_name_that_looks_like_an_id_is_found_and_looked_for_once()
    {
        // The service knows an alias by its id alone.
        _session.Local.SetFault("InvokeFlow@error:ResourceNotFoundException:1");
        Assert.Equal(
            ["ListFlows", "InvokeFlow", "ListFlowAliases", "InvokeFlow", "InvokeFlow"],
            _session.Calls("'a', 'b' | Invoke-BRFlow echo -Alias production"));
    }

    [Fact]
    public void It_is_rehearsed_and_settings_reach_the_service()
    {
        Assert.DoesNotContain("InvokeFlow", _session.Calls("'x' | Invoke-BRFlow echo -WhatIf"));
        _session.Run("Invoke-BRFlow echo x -Latency optimized -Trace -ExecutionId my-run");
        Assert.Equal("optimized", (string?)_session.Body("InvokeFlow")["modelPerformanceConfiguration"]!["performanceConfig"]!["latency"]);
        Assert.Equal(("my-run", "true"), ((string?)_session.Body("InvokeFlow")["executionId"], _session.Body("InvokeFlow")["enableTrace"]!.ToJsonString()));
    }

    [Fact]
    public async Task Ctrl_C_ends_a_silent_run_at_once_and_without_an_error()
    {
        _session.Local.SetFault("InvokeFlow@stall:1");
        TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await Shell.StopAfterAsync("Invoke-BRFlow echo x -Stream | ForEach-Object { $null = $seen.TrySetResult() }", seen.Task, ("seen", seen));
        Assert.Empty(Shell.Errors);
    }

    [Theory]
    [InlineData("Invoke-BRFlow -Flow ech", "echo")]
    [InlineData("Invoke-BRFlow echo x -Alias prod", "production")]
    [InlineData("Start-BRFlowExecution order -InputNode ", "Order")]
    [InlineData("Invoke-BRFlow echo x -Latency opt", "optimized")]
    public void What_there_is_can_be_completed(string line, string found) =>
        Assert.Contains(found, Shell.Run("(TabExpansion2 $line $line.Length).CompletionMatches.ListItemText", ("line", line)).Select(static text => text.ToString()));
}

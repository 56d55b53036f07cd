using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Unit.Hosting;
using Xunit;

namespace BedrockPS.Unit.FlowRuntime;

public sealed class FlowExecutionTests : IClassFixture<FlowEndpoint>
{
    private readonly FlowEndpoint _session;

    public FlowExecutionTests(FlowEndpoint session) => _session = session;

    private PowerShellHost Shell => _session.Shell;

    [Fact]
    public void It_is_started_waited_for_and_tells_what_happened()
    {
        PSObject done = _session.One("($execution = @{ amount = 250; kind = 'sale' } | Start-BRFlowExecution route -Name run-1 -Wait)");
        Assert.Equal(("Succeeded", "BedrockPS.FlowExecution"), (done.Properties["Status"].Value, done.TypeNames[0]));
        Assert.EndsWith("/alias/TSTALIASID/execution/run-1", (string)done.Properties["ExecutionArn"].Value, StringComparison.Ordinal);

        FlowTrace[] events = [.. _session.Run("$execution | Get-BRFlowExecutionEvent").Select(static one => (FlowTrace)one.BaseObject)];
        Assert.Equal(
            [
                "FlowInput FlowInputNode", "FlowOutput LargeAnswer", "NodeInput FlowInputNode", "NodeOutput FlowInputNode", "NodeInput Size", "Condition Size",
                "NodeInput Large", "NodeAction Large", "NodeOutput Large", "NodeInput LargeAnswer",
            ],
            events.Select(static one => one.ToString()));
        Assert.Contains("Approve 250?", ((PSObject)events[1].Outputs!).Properties["document"].Value.ToString(), StringComparison.Ordinal);
        Assert.All(events, one => Assert.Equal(done.Properties["ExecutionArn"].Value, one.ExecutionId));
        Assert.Equal(2, _session.Run("Get-BRFlowExecutionEvent $execution.ExecutionArn -EventType Flow").Count);
        Assert.Equal(3, _session.Run("$execution | Get-BRFlowExecutionEvent -First 3").Count);
        Assert.Equal(2, _session.Run("Get-BRFlowExecutionEvent run-1 -Flow route -Alias TSTALIASID -EventType Flow").Count);

        PSObject snapshot = _session.One("$execution | Get-BRFlowExecutionSnapshot");
        Assert.Equal("DRAFT", snapshot.Properties["FlowVersion"].Value);
        Assert.Equal(5, Shell.Run("($execution | Get-BRFlowExecutionSnapshot).Definition.nodes").Count);
    }

    [Fact]
    public void A_node_that_fails_fails_the_execution_and_is_named()
    {
        Shell.Run("$failed = 'x' | Start-BRFlowExecution code; $failed | Wait-BRJob");
        ErrorRecord error = Assert.Single(Shell.Errors);
        Assert.Contains("runs no code", error.ToString(), StringComparison.Ordinal);
        FlowTrace[] events = [.. _session.Run("$failed | Get-BRFlowExecutionEvent").Select(static one => (FlowTrace)one.BaseObject)];
        FlowTrace failure = events.Single(static one => one.Kind == "NodeFailure");
        Assert.Equal(("Run", "DEPENDENCY_FAILED"), (failure.Node, failure.ErrorCode));
        Assert.Equal("NODE_EXECUTION_FAILED", events.Single(static one => one.Kind == "FlowFailure").ErrorCode);
    }

    [Fact]
    public void Each_input_is_an_execution_and_a_job_can_wait_for_all()
    {
        List<PSObject> done = Shell.Run("'a', @{ not = 'text' }, 'b' | Start-BRFlowExecution echo -Alias production -AsJob | Wait-Job | Receive-Job");
        Assert.Equal(["Succeeded", "Succeeded"], done.Select(static one => one.Properties["Status"].Value));
        Assert.Equal(["1", "1"], done.Select(static one => one.Properties["FlowVersion"].Value));
        Assert.Equal("Validation", ((BedrockException)Assert.Single(Shell.Errors).Exception).Code);
        Assert.DoesNotContain("StartFlowExecution", _session.Calls("'a' | Start-BRFlowExecution echo -WhatIf"));
    }

    [Fact]
    public void One_that_runs_can_be_stopped_and_tells_only_what_it_was_given()
    {
        _session.Run("$running = Get-BRFlow echo | Start-BRFlowExecution 'x'");
        Assert.Equal("FlowInput FlowInputNode", _session.One("$running | Get-BRFlowExecutionEvent").ToString());
        Assert.Equal("Aborted", _session.One("$running | Stop-BRFlowExecution; $running | Get-BRFlowExecution").Properties["Status"].Value);
    }
}

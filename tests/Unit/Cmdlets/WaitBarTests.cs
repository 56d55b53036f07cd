using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Threading.Tasks;
using BedrockPS.Cmdlets;
using BedrockPS.Testing;
using BedrockPS.Unit.Parallelism;
using Xunit;

namespace BedrockPS.Unit.Cmdlets;

/// <summary>The progress bar of whatever takes over a second.</summary>
public sealed class WaitBarTests : EndpointSession
{
    private readonly WatchingHost _host;

    public WaitBarTests()
        : this(new WatchingHost())
    {
    }

    private WaitBarTests(WatchingHost host)
        : base(host) => _host = host;

    [Theory]
    [InlineData("Invoke-BRModel hi -Model amazon.nova-lite-v1:0", "Converse", "amazon.nova-lite-v1:0")]
    [InlineData("'hi' | Get-BREmbedding -Model amazon.titan-embed-text-v2:0", "InvokeModel", "amazon.titan-embed-text-v2:0")]
    [InlineData("Get-BRModel", "ListFoundationModels", "List.*")]
    [InlineData("Invoke-BRApi bedrock ListTagsForResource @{ resourceARN = 'arn:aws:bedrock:us-east-1:123456789012:guardrail/abcdefghijkl' }", "ListTagsForResource", "ListTagsForResource")]
    public void A_long_wait_shows_what_for_and_how_long_and_leaves_nothing(string command, string operation, string what)
    {
        Shell.Run($"$null = Start-BRLocalEndpoint -Fault '{operation}@slow:2s:1'; $null = {command} -ErrorAction SilentlyContinue");
        Assert.Matches($"^{what}, [1-9] s$", Shell.Progress[0].StatusDescription);
        Assert.Equal(command.Split(' ').First(static word => word.Contains("-BR", StringComparison.Ordinal)), Shell.Progress[0].Activity);
        Assert.Equal(ProgressRecordType.Completed, Shell.Progress[^1].RecordType);
        Assert.Single(Shell.Progress.Select(static record => record.ActivityId).Distinct());
    }

    [Fact]
    public void What_is_quick_and_what_flows_shows_none()
    {
        ManualClock clock = new();
        WaitBar bar = new(static () => throw new InvalidOperationException("Shown."), static () => null, clock);
        for (int piece = 0; piece < 10; piece++)
        {
            Assert.Equal(1000, bar.UntilDue());
            clock.Advance(TimeSpan.FromMilliseconds(400));
            bar.Tick(null);
            Assert.Equal(600, bar.UntilDue());
            clock.Advance(TimeSpan.FromMilliseconds(599));
            bar.Tick(null);
            bar.Break();
            clock.Advance(TimeSpan.FromHours(1));
        }

        // Several waits without output between them are one silence.
        Assert.Equal(1000, bar.UntilDue());
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, bar.UntilDue());
        Assert.Throws<InvalidOperationException>(() => bar.Tick(null));
    }

    [Fact]
    public void Whoever_wants_no_progress_sees_none()
    {
        Shell.Run("$ProgressPreference = 'SilentlyContinue'; $null = Start-BRLocalEndpoint -Fault 'slow:2s:1'; $null = Invoke-BRModel hi -Model amazon.nova-lite-v1:0");
        Assert.DoesNotContain(_host.Seen, static what => what == "bar");
    }

    [Fact]
    public void A_question_stands_alone_on_the_screen()
    {
        Shell.Run("""
            $null = Start-BRLocalEndpoint -Fault 'slow:2s:1'
            function Set-It { 'changed' }
            $null = Invoke-BRModel '{{call Set-It {}}}' -Model amazon.nova-lite-v1:0 -Tool Set-It
            """);
        Assert.Equal(["bar", "none", "question"], _host.Seen.Where((what, index) => index == 0 || what != _host.Seen[index - 1]));
    }

    [Fact]
    public async Task Nothing_is_left_behind_by_Ctrl_C()
    {
        Shell.Run("$null = Start-BRLocalEndpoint -Fault 'Converse@hang'");
        await Shell.StopAfterAsync("Invoke-BRModel hi -Model amazon.nova-lite-v1:0", _host.FirstBar);
        Assert.Equal(["bar", "none"], [_host.Seen[0], _host.Seen[^1]]);
    }

    private sealed class WatchingHost : TestHost
    {
        private readonly WatchingUI _ui;

        public WatchingHost()
            : this(new WatchingUI())
        {
        }

        private WatchingHost(WatchingUI ui)
            : base(ui) => _ui = ui;

        /// <summary>What the screen showed in turn: bar, none (it was taken away) and question.</summary>
        public List<string> Seen => [.. _ui.Seen];

        public Task FirstBar => _ui.FirstBar.Task;
    }

    private sealed class WatchingUI : TestUI
    {
        public ConcurrentQueue<string> Seen { get; } = new();

        public TaskCompletionSource FirstBar { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override void Write(string value)
        {
        }

        public override void WriteProgress(long sourceId, ProgressRecord record)
        {
            Seen.Enqueue(record.RecordType == ProgressRecordType.Completed ? "none" : "bar");
            FirstBar.TrySetResult();
        }

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
        {
            Seen.Enqueue("question");
            return 0;
        }
    }
}

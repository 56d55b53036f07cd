using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Parallelism;
using Xunit;

namespace BedrockPS.Unit.Parallelism;

public sealed class CallGateTests
{
    private readonly ManualClock _clock = new();
    private readonly ConcurrentQueue<string> _log = [];

    [Fact]
    public async Task Throttling_makes_every_call_wait_and_halves_how_many_go_on()
    {
        CallGate gate = Gate(8);
        int refusals = 0;
        Task<int> first = Run(gate, () => refusals++ == 0 ? throw Busy() : 1);
        await _clock.WhenDelayed();
        Assert.Equal(4, gate.Allowed);
        bool hasBegun = false;
        Task<int> second = Run(gate, () => { hasBegun = true; return 2; });
        Assert.False(hasBegun);
        Assert.Equal(1, await _clock.PassUntilAsync(first));
        Assert.Equal(2, await _clock.PassUntilAsync(second));
        Assert.Contains("Throttling", Assert.Single(_log));
    }

    [Fact]
    public async Task Calls_that_are_refused_together_slow_the_gate_down_once()
    {
        CallGate gate = Gate(16);
        TaskCompletionSource go = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int begun = 0;
        Task<int>[] calls =
        [
            .. Enumerable.Range(0, 16).Select(i => gate.RunAsync(Zero, async _ =>
            {
                if (Interlocked.Increment(ref begun) <= 16)
                {
                    await go.Task;
                    throw Busy();
                }

                return i;
            }, Nothing, CancellationToken.None)),
        ];
        Assert.Equal(16, begun);
        go.SetResult();
        Assert.Equal(Enumerable.Range(0, 16), await _clock.PassUntilAsync(Task.WhenAll(calls)));
        Assert.Single(_log, static line => line.Contains("up to 8 at a time", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Successes_bring_the_limit_back()
    {
        CallGate gate = Gate(4);
        int refusals = 0;
        await _clock.PassUntilAsync(Run(gate, () => refusals++ < 3 ? throw Busy() : 1));
        Assert.Equal(2, gate.Allowed);
        for (int i = 0; i < 7; i++)
        {
            await Run(gate, static () => 1);
        }

        Assert.Equal(4, gate.Allowed);
        Assert.EndsWith("up to 4 at a time again.", _log.Last());
    }

    [Fact]
    public async Task Waits_grow_while_nothing_gets_through()
    {
        double[] shortest = await Waits(draw: 0);
        double[] longest = await Waits(draw: 1);
        Assert.Equal([0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10, 10], shortest);
        Assert.Equal([0.25, 0.5, 1, 2, 4, 8, 16, 25, 25], longest);
    }

    private async Task<double[]> Waits(double draw)
    {
        CallGate gate = Gate(1, draw: () => draw);
        List<TimeSpan> times = [];
        await _clock.PassUntilAsync(Run(gate, () =>
        {
            times.Add(_clock.Now);
            return times.Count < 10 ? throw Busy() : 1;
        }));
        return [.. times.Zip(times.Skip(1), static (a, b) => (b - a).TotalSeconds)];
    }

    [Fact]
    public async Task The_wait_the_service_asks_for_is_kept()
    {
        CallGate gate = Gate(2);
        List<TimeSpan> times = [];
        await _clock.PassUntilAsync(Run(gate, () =>
        {
            times.Add(_clock.Now);
            return times.Count == 1 ? throw Busy(retryAfter: "7") : 1;
        }));
        Assert.InRange((times[1] - times[0]).TotalSeconds, 7, 7.1);
    }

    [Fact]
    public async Task A_service_that_stays_busy_ends_in_its_error()
    {
        CallGate gate = Gate(1);
        TimeSpan began = _clock.Now;
        BedrockException error = await Assert.ThrowsAsync<BedrockException>(() => _clock.PassUntilAsync(Run(gate, static () => throw Busy())));
        Assert.Equal("Throttling", error.Code);
        Assert.InRange((_clock.Now - began).TotalMinutes, 5, 5.5);

        // And whoever comes next is not kept as long.
        began = _clock.Now;
        await Assert.ThrowsAsync<BedrockException>(() => _clock.PassUntilAsync(Run(gate, static () => throw Busy())));
        Assert.InRange((_clock.Now - began).TotalSeconds, 0, 30);

        // Patience is new when something has got through.
        Assert.Equal(1, await _clock.PassUntilAsync(Run(gate, static () => 1)));
        int refusals = 0;
        Assert.Equal(1, await _clock.PassUntilAsync(Run(gate, () => refusals++ < 3 ? throw Busy() : 1)));
    }

    [Fact]
    public async Task MaxAttempts_is_a_bound_of_its_own()
    {
        CallGate gate = Gate(1, maxAttempts: 2);
        int attempts = 0;
        await Assert.ThrowsAsync<BedrockException>(() => _clock.PassUntilAsync(Run(gate, () => attempts++ < 5 ? throw Busy() : 1)));
        Assert.Equal(2, attempts);
    }

    [Theory]
    [InlineData("Throttling", true)]
    [InlineData("ModelNotReady", true)]
    [InlineData("ServiceUnavailable", true)]
    [InlineData("HttpError429", true)]
    [InlineData("Validation", false)]
    [InlineData("AccessDenied", false)]
    [InlineData("ModelTimeout", false)]
    [InlineData("Connection", false)]
    public async Task Only_a_busy_service_is_asked_again(string code, bool isAgain)
    {
        CallGate gate = Gate(1);
        int attempts = 0;
        Task<int> call = Run(gate, () => attempts++ == 0 ? throw new BedrockException(code, "no") : 1);
        if (isAgain)
        {
            Assert.Equal(1, await _clock.PassUntilAsync(call));
        }
        else
        {
            Assert.Equal(code, (await Assert.ThrowsAsync<BedrockException>(() => call)).Code);
            // Its place is free again.
            Assert.Equal(2, await Run(gate, static () => 2));
        }
    }

    [Fact]
    public async Task Cancelling_ends_whoever_waits()
    {
        CallGate gate = Gate(1);
        using CancellationTokenSource stop = new();
        TaskCompletionSource<int> running = new();
        Task<int> first = gate.RunAsync(Zero, _ => running.Task, Nothing, CancellationToken.None);
        Task<int> queued = gate.RunAsync(Zero, static _ => Task.FromResult(2), Nothing, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queued);
        running.SetResult(1);
        await first;
        Assert.Equal(3, await Run(gate, static () => 3));

        Task<int> paused = gate.RunAsync<int>(Zero, static _ => throw Busy(), Nothing, new CancellationTokenSource(TimeSpan.FromMilliseconds(1)).Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => paused);
    }

    [Fact]
    public async Task A_refused_call_gives_its_tokens_back_and_a_made_one_counts_what_it_used()
    {
        RateWindow window = new(_clock);
        CallGate gate = new("m", 4, new CallGateOptions { Clock = _clock, Limits = new RateLimits(1000, null) }, window);
        await gate.RunAsync(static () => 800, static _ => Task.FromResult(1), static _ => 100, CancellationToken.None);
        Assert.Equal(100, window.Tokens);
        int attempts = 0;
        await _clock.PassUntilAsync(gate.RunAsync(
            static () => 800, _ => attempts++ == 0 ? throw Busy() : Task.FromResult(1), static _ => null, CancellationToken.None));
        Assert.Equal(900, window.Tokens);
        await Assert.ThrowsAsync<BedrockException>(() => gate.RunAsync<int>(
            static () => 50, static _ => throw new BedrockException("Validation", "no") { StatusCode = 400 }, static _ => null, CancellationToken.None));
        Assert.Equal(900, window.Tokens);
    }

    private static BedrockException Busy(string? retryAfter = null) => new(
        "Throttling",
        "too many",
        new EngineException(EngineFailure.Service, "too many")
        {
            Headers = retryAfter is null ? null : new Dictionary<string, string> { ["Retry-After"] = retryAfter },
        });

    private static long Zero() => 0;

    private static long? Nothing(int result) => null;

    private static Task<int> Run(CallGate gate, Func<int> call) =>
        gate.RunAsync(Zero, _ => Task.FromResult(call()), Nothing, CancellationToken.None);

    private CallGate Gate(int limit, int? maxAttempts = null, Func<double>? draw = null)
    {
        CallGateOptions options = new() { Clock = _clock, MaxAttempts = maxAttempts, Log = _log.Enqueue };
        if (draw is not null)
        {
            options.Draw = draw;
        }

        return new CallGate("m", limit, options, null);
    }
}

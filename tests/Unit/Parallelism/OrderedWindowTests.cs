using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Parallelism;
using Xunit;

namespace BedrockPS.Unit.Parallelism;

public sealed class OrderedWindowTests
{
    private readonly List<TaskCompletionSource<int>> _work = [];
    private int _started;

    [Fact]
    public async Task Results_come_in_the_order_of_their_work()
    {
        using OrderedWindow<int> window = Window(limit: 3, capacity: 6);
        Add(window, 3);
        _work[2].SetResult(2);
        _work[1].SetResult(1);
        await WaitAsync(() => window.Running == 1);
        Assert.False(window.TryTake(out _));
        _work[0].SetResult(0);
        Assert.Equal([0, 1, 2], await TakeAsync(window, 3));
        Assert.Equal(0, window.Count);
    }

    [Fact]
    public async Task Unordered_they_come_as_they_are_ready()
    {
        using OrderedWindow<int> window = Window(limit: 3, capacity: 6, isOrdered: false);
        Add(window, 3);
        _work[2].SetResult(2);
        Assert.Equal([2], await TakeAsync(window, 1));
        _work[0].SetResult(0);
        Assert.Equal([0], await TakeAsync(window, 1));
        window.AddResult(7);
        Assert.Equal([7], await TakeAsync(window, 1));
        _work[1].SetResult(1);
        Assert.Equal([1], await TakeAsync(window, 1));
    }

    [Fact]
    public async Task No_more_than_the_limit_runs_and_a_finished_one_makes_room_by_itself()
    {
        using OrderedWindow<int> window = Window(limit: 2, capacity: 5);
        Add(window, 5);
        await WaitAsync(() => _started == 2);
        Assert.Equal((2, 5), (window.Running, window.Count));
        _work[1].SetResult(1);
        // Nobody has taken anything: the first is still running.
        await WaitAsync(() => _started == 3);
        Assert.Equal(2, window.Running);
    }

    [Fact]
    public async Task A_slow_first_item_does_not_let_results_pile_up()
    {
        using OrderedWindow<int> window = Window(limit: 2, capacity: 8);
        Add(window, 8);
        for (int i = 1; i < 8; i++)
        {
            _work[i].SetResult(i);
        }

        await WaitAsync(() => window.Running == 1);
        Assert.True(window.IsFull);
        Assert.Throws<InvalidOperationException>(() => window.AddResult(0));
        _work[0].SetResult(0);
        Assert.Equal(Enumerable.Range(0, 8), await TakeAsync(window, 8));
        Assert.False(window.IsFull);
    }

    [Fact]
    public async Task What_the_work_throws_is_thrown_in_its_place_and_the_next_is_there()
    {
        using OrderedWindow<int> window = Window(limit: 3, capacity: 6);
        window.Add(static _ => throw new FormatException("first"));
        window.AddResult(1);
        await window.WhenReady();
        Assert.Equal("first", Assert.Throws<FormatException>(() => window.TryTake(out _)).Message);
        Assert.Equal([1], await TakeAsync(window, 1));
    }

    [Fact]
    public async Task Cancelling_wakes_whoever_waits_and_cancels_the_work()
    {
        using CancellationTokenSource stop = new();
        using OrderedWindow<int> window = new(1, 4, isOrdered: true, stop.Token);
        TaskCompletionSource cancelled = new();
        window.Add(async token =>
        {
            using CancellationTokenRegistration registration = token.Register(cancelled.SetResult);
            await Task.Delay(Timeout.Infinite, token);
            return 1;
        });
        Add(window, 1);
        Task ready = window.WhenReady();
        await stop.CancelAsync();
        await ready;
        Assert.Throws<OperationCanceledException>(() => window.TryTake(out _));
        await cancelled.Task;
        Assert.Equal(0, _started);
    }

    [Fact]
    public async Task Disposing_cancels_what_runs_and_starts_nothing_more()
    {
        OrderedWindow<int> window = Window(limit: 1, capacity: 4);
        TaskCompletionSource running = new();
        TaskCompletionSource cancelled = new();
        window.Add(async token =>
        {
            token.Register(cancelled.SetResult);
            running.SetResult();
            await Task.Delay(Timeout.Infinite, token);
            return 1;
        });
        Add(window, 1);
        await running.Task;
        window.Dispose();
        await cancelled.Task;
        await WaitAsync(() => window.Running == 0);
        Assert.Equal(0, _started);
        window.Dispose();
    }

    [Fact]
    public async Task A_closed_window_ends_what_it_has_begun()
    {
        using OrderedWindow<int> window = Window(limit: 2, capacity: 8);
        Add(window, 3);
        await WaitAsync(() => _started == 2);
        window.Close();
        _work[0].SetResult(0);
        _work[1].SetResult(1);
        Assert.Equal([0, 1], await TakeAsync(window, 2));
        await WaitAsync(() => window.Running == 0);
        Assert.Equal(2, _started);
    }

    private static OrderedWindow<int> Window(int limit, int capacity, bool isOrdered = true) =>
        new(limit, capacity, isOrdered, CancellationToken.None);

    private static async Task<List<int>> TakeAsync(OrderedWindow<int> window, int count)
    {
        List<int> taken = [];
        while (taken.Count < count)
        {
            await window.WhenReady();
            Assert.True(window.TryTake(out int result));
            taken.Add(result);
        }

        return taken;
    }

    private static async Task WaitAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Yield();
        }
    }

    private void Add(OrderedWindow<int> window, int count)
    {
        for (int i = 0; i < count; i++)
        {
            TaskCompletionSource<int> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _work.Add(done);
            window.Add(_ =>
            {
                Interlocked.Increment(ref _started);
                return done.Task;
            });
        }
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Parallelism;

namespace BedrockPS.Unit.Parallelism;

/// <summary>Time that stands still until a test moves it.</summary>
internal sealed class ManualClock : IClock
{
    private readonly object _lock = new();
    private readonly List<(TimeSpan Due, TaskCompletionSource Done)> _delays = [];
    private TaskCompletionSource _delayed = New();
    private TimeSpan _now = TimeSpan.FromHours(1);

    public TimeSpan Now
    {
        get
        {
            lock (_lock)
            {
                return _now;
            }
        }
    }

    public Task DelayAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        TaskCompletionSource done = New();
        CancellationTokenRegistration registration = cancellationToken.Register(() => done.TrySetCanceled(cancellationToken));
        lock (_lock)
        {
            _delays.Add((_now + time, done));
            _delayed.TrySetResult();
        }

        return done.Task.ContinueWith(task => { registration.Dispose(); return task; }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).Unwrap();
    }

    public void Advance(TimeSpan time)
    {
        List<TaskCompletionSource> due;
        lock (_lock)
        {
            _now += time;
            due = [.. _delays.Where(delay => delay.Due <= _now).Select(static delay => delay.Done)];
            _delays.RemoveAll(delay => delay.Due <= _now || delay.Done.Task.IsCompleted);
        }

        due.ForEach(static done => done.TrySetResult());
    }

    /// <summary>Ends when somebody waits.</summary>
    public Task WhenDelayed()
    {
        lock (_lock)
        {
            _delays.RemoveAll(static delay => delay.Done.Task.IsCompleted);
            if (_delays.Count > 0)
            {
                return Task.CompletedTask;
            }

            _delayed = New();
            return _delayed.Task;
        }
    }

    /// <summary>Moves time on from one wait to the next until the task has ended.</summary>
    public async Task<T> PassUntilAsync<T>(Task<T> task)
    {
        while (await Task.WhenAny(task, WhenDelayed()) != task)
        {
            TimeSpan step;
            lock (_lock)
            {
                step = _delays.Count == 0 ? TimeSpan.Zero : _delays.Min(static delay => delay.Due) - _now;
            }

            Advance(step);
        }

        return await task;
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

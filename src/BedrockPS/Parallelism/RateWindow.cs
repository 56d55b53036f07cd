using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;

namespace BedrockPS.Parallelism;

/// <summary>
/// What has been sent to one model within the last minute. A call reserves before it starts what it may use at most, as the
/// service does, and what it has really used takes the place of that when it ends. Calls get their turn in the order they asked.
/// </summary>
internal sealed class RateWindow
{
    private static readonly TimeSpan s_span = TimeSpan.FromMinutes(1);
    private static readonly ConcurrentDictionary<(ConnectionSettings, string), RateWindow> s_byModel = new();

    private readonly object _lock = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Queue<Reservation> _entries = new();
    private readonly IClock _clock;
    private TaskCompletionSource<bool> _changed = NewSignal();
    private long _tokens;

    public RateWindow(IClock clock) => _clock = clock;

    /// <summary>
    /// The window of a model on a connection. All pipelines of the process share it, so that a loop that calls a command again
    /// and again keeps a rate too.
    /// </summary>
    public static RateWindow For(ConnectionSettings settings, string modelId) =>
        s_byModel.GetOrAdd((settings, modelId), static _ => new RateWindow(SystemClock.Instance));

    /// <summary>Tokens that count at present.</summary>
    public long Tokens
    {
        get
        {
            lock (_lock)
            {
                Expire();
                return _tokens;
            }
        }
    }

    /// <summary>Waits until a call fits.</summary>
    /// <param name="tokens">What the call may use at most.</param>
    /// <param name="limits">What is allowed within a minute.</param>
    /// <param name="log">Told of a wait.</param>
    /// <exception cref="BedrockException">RequestAboveRate: it will never fit.</exception>
    public async Task<Reservation> ReserveAsync(long tokens, RateLimits limits, Action<string>? log, CancellationToken cancellationToken)
    {
        if (tokens > limits.Tokens)
        {
            throw new BedrockException(
                "RequestAboveRate",
                FormattableString.Invariant($"The request may take {tokens:N0} tokens, more than the {limits.Tokens:N0} allowed a minute."));
        }

        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (true)
            {
                TimeSpan wait;
                Task changed;
                lock (_lock)
                {
                    Expire();
                    if (Fits(tokens, limits, _entries.Count, _tokens))
                    {
                        return Enter(tokens);
                    }

                    wait = TimeUntilRoom(tokens, limits);
                    changed = _changed.Task;
                }

                log?.Invoke(FormattableString.Invariant($"Waiting up to {wait.TotalSeconds:0.0} s so as not to exceed the rate given."));
                await WaitAsync(wait, changed, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Puts other tokens in the place of those reserved. A minute after the call began it no longer matters.</summary>
    internal void Settle(Reservation reservation, long tokens)
    {
        lock (_lock)
        {
            if (!reservation.IsExpired)
            {
                _tokens += tokens - reservation.Tokens;
            }

            reservation.Tokens = tokens;
            TaskCompletionSource<bool> changed = _changed;
            _changed = NewSignal();
            changed.TrySetResult(true);
        }
    }

    private static bool Fits(long tokens, RateLimits limits, int entries, long sum) =>
        (limits.Requests is not int requests || entries < requests) && (limits.Tokens is not long most || sum + tokens <= most);

    private Reservation Enter(long tokens)
    {
        Reservation reservation = new(this, tokens, _clock.Now);
        _entries.Enqueue(reservation);
        _tokens += tokens;
        return reservation;
    }

    private void Expire()
    {
        TimeSpan start = _clock.Now - s_span;
        while (_entries.Count > 0 && _entries.Peek().Time <= start)
        {
            Reservation old = _entries.Dequeue();
            old.IsExpired = true;
            _tokens -= old.Tokens;
        }
    }

    /// <summary>Time until enough of the oldest calls lie a minute back, if no call ends before.</summary>
    private TimeSpan TimeUntilRoom(long tokens, RateLimits limits)
    {
        int entries = _entries.Count;
        long sum = _tokens;
        foreach (Reservation entry in _entries)
        {
            entries--;
            sum -= entry.Tokens;
            if (Fits(tokens, limits, entries, sum))
            {
                return entry.Time + s_span - _clock.Now;
            }
        }

        return s_span;
    }

    private async Task WaitAsync(TimeSpan time, Task changed, CancellationToken cancellationToken)
    {
        using CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(_clock.DelayAsync(time, enough.Token), changed).ConfigureAwait(false);
        enough.Cancel();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static TaskCompletionSource<bool> NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

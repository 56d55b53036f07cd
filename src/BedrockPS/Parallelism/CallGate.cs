using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;

namespace BedrockPS.Parallelism;

/// <summary>
/// Where all calls to one model pass. When the service says that it is too much, all of them wait, longer each time it says so again,
/// and only half as many go on at a time; every success lets a fraction of a call more pass, up to the limit. A refused call is
/// sent again until it gets through or patience ends.
/// </summary>
internal sealed class CallGate
{
    /// <summary>How long a call is sent again, and how long a gate that lets nothing through has calls sent again.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_longestAsked = TimeSpan.FromMinutes(2);

    private readonly object _lock = new();
    private readonly LinkedList<TaskCompletionSource<bool>> _queue = new();
    private readonly string _name;
    private readonly int _limit;
    private readonly CallGateOptions _options;
    private readonly RateWindow? _window;
    private double _allowed;
    private int _running;
    private int _slowdowns;
    private int _severity;
    private TimeSpan _pausedUntil;
    private TimeSpan _pause;
    private TimeSpan? _troubledSince;
    private TimeSpan _lastRefusal;

    /// <param name="name">The model, for the log.</param>
    /// <param name="limit">Calls at a time at most.</param>
    /// <param name="options">Rates, clock and log.</param>
    /// <param name="window">What has been sent to the model within a minute; null where no rate is to be kept.</param>
    public CallGate(string name, int limit, CallGateOptions options, RateWindow? window)
    {
        _name = name;
        _limit = limit;
        _allowed = limit;
        _options = options;
        _window = window;
    }

    /// <summary>Calls that may run at a time at present.</summary>
    public int Allowed
    {
        get
        {
            lock (_lock)
            {
                return (int)_allowed;
            }
        }
    }

    /// <summary>The service is busy, as against: refuses this request.</summary>
    public static bool IsBusy(BedrockException exception) =>
        exception.Code is "Throttling" or "ModelNotReady" or "ServiceUnavailable" or "HttpError429" or "HttpError503";

    /// <summary>Makes a call when its turn has come, and again while the service is busy.</summary>
    /// <param name="tokens">Tells what the call reserves; asked only where a rate of tokens is to be kept.</param>
    /// <param name="call">The call.</param>
    /// <param name="used">Tells the tokens a result has used; null: as many as were reserved.</param>
    /// <exception cref="BedrockException">What the call failed with, or RequestAboveRate.</exception>
    public async Task<T> RunAsync<T>(
        Func<long> tokens, Func<CancellationToken, Task<T>> call, Func<T, long?> used, CancellationToken cancellationToken)
    {
        (T result, CallPass pass) = await BeginAsync(tokens, call, cancellationToken).ConfigureAwait(false);
        using (pass)
        {
            pass.Settle(used(result));
            return result;
        }
    }

    /// <summary>As <see cref="RunAsync"/>, for a call that goes on after it has been answered: dispose the pass when it has ended.</summary>
    public async Task<(T Result, CallPass Pass)> BeginAsync<T>(
        Func<long> tokens, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        CallPass pass = new(this);
        while (true)
        {
            await EnterAsync(pass, tokens, cancellationToken).ConfigureAwait(false);
            bool isHeld = false;
            try
            {
                T result = await call(cancellationToken).ConfigureAwait(false);
                Succeeded(pass);
                isHeld = true;
                return (result, pass);
            }
            catch (BedrockException exception)
            {
                if (!Failed(pass, exception))
                {
                    throw;
                }
            }
            finally
            {
                if (!isHeld)
                {
                    Leave();
                }
            }
        }
    }

    /// <summary>Lets the next call in.</summary>
    internal void Leave()
    {
        lock (_lock)
        {
            _running--;
            Admit();
        }
    }

    private async Task EnterAsync(CallPass pass, Func<long> tokens, CancellationToken cancellationToken)
    {
        await TakeSlotAsync(pass.Attempts > 0, cancellationToken).ConfigureAwait(false);
        bool isIn = false;
        try
        {
            do
            {
                await WaitOutPauseAsync(cancellationToken).ConfigureAwait(false);
                if (_window is not null)
                {
                    RateLimits limits = _options.Limits!;
                    pass.Reservation = await _window
                        .ReserveAsync(limits.Tokens is null ? 0 : tokens(), limits, Log, cancellationToken).ConfigureAwait(false);
                }
            }
            while (!TryStart(pass));
            isIn = true;
        }
        finally
        {
            if (!isIn)
            {
                Leave();
            }
        }
    }

    /// <summary>False when calls have been told to wait while this one waited for its share of a rate.</summary>
    private bool TryStart(CallPass pass)
    {
        lock (_lock)
        {
            if (_pausedUntil > _options.Clock.Now)
            {
                pass.Settle(0);
                return false;
            }

            pass.Attempts++;
            pass.Slowdowns = _slowdowns;
            return true;
        }
    }

    private async Task TakeSlotAsync(bool isRepeated, CancellationToken cancellationToken)
    {
        TaskCompletionSource<bool> turn;
        lock (_lock)
        {
            if (_running < (int)_allowed && (isRepeated || _queue.Count == 0))
            {
                _running++;
                return;
            }

            turn = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            if (isRepeated)
            {
                // Before the newer ones: nobody starves.
                _queue.AddFirst(turn);
            }
            else
            {
                _queue.AddLast(turn);
            }
        }

        using CancellationTokenRegistration cancellation = cancellationToken.Register(() =>
        {
            if (turn.TrySetCanceled(cancellationToken))
            {
                lock (_lock)
                {
                    _queue.Remove(turn);
                }
            }
        });
        await turn.Task.ConfigureAwait(false);
    }

    private void Admit()
    {
        while (_running < (int)_allowed && _queue.First is LinkedListNode<TaskCompletionSource<bool>> first)
        {
            _queue.RemoveFirst();
            if (first.Value.TrySetResult(true))
            {
                _running++;
            }
        }
    }

    private async Task WaitOutPauseAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            TimeSpan wait;
            lock (_lock)
            {
                wait = _pausedUntil - _options.Clock.Now;
                if (wait <= TimeSpan.Zero)
                {
                    return;
                }

                // Not all in the same instant when it ends.
                wait += Scale(_pause, 0.25 * _options.Draw());
            }

            await _options.Clock.DelayAsync(wait, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Succeeded(CallPass pass)
    {
        bool isWhole;
        lock (_lock)
        {
            _troubledSince = null;
            if (pass.Slowdowns == _slowdowns && _severity > 0)
            {
                _severity--;
            }

            if (_allowed >= _limit)
            {
                return;
            }

            _allowed = Math.Min(_limit, _allowed + (1 / _allowed));
            isWhole = _allowed >= _limit;
            Admit();
        }

        if (isWhole)
        {
            Log(FormattableString.Invariant($"Calls to {_name}: up to {_limit} at a time again."));
        }
    }

    /// <summary>Takes note of a failure; true when the call is to be sent again.</summary>
    private bool Failed(CallPass pass, BedrockException exception)
    {
        if (!IsBusy(exception))
        {
            // Refused for what it is, it used nothing; whether an answer that was lost had been made, nobody knows.
            pass.Settle(exception.StatusCode is >= 400 and < 500 ? 0 : null);
            return false;
        }

        pass.Settle(0);
        TimeSpan now = _options.Clock.Now;
        TimeSpan? asked = (exception.InnerException as EngineException)?.RetryAfter;
        string? line = null;
        bool isAgain;
        lock (_lock)
        {
            if (_troubledSince is null || now - _lastRefusal > Patience)
            {
                _troubledSince = now;
            }

            _lastRefusal = now;
            pass.RefusedSince ??= now;

            // Calls that were under way when the others were slowed down say nothing new.
            if (pass.Slowdowns == _slowdowns)
            {
                SlowDown(now);
                line = FormattableString.Invariant(
                    $"Calls to {_name}: {exception.Code}, all wait {_pause.TotalSeconds:0.00} s, then up to {(int)_allowed} at a time.");
            }

            if (asked is TimeSpan time)
            {
                TimeSpan until = now + (time < s_longestAsked ? time : s_longestAsked);
                _pausedUntil = until > _pausedUntil ? until : _pausedUntil;
            }

            isAgain = pass.Attempts < (_options.MaxAttempts ?? int.MaxValue)
                && now - pass.RefusedSince.Value < Patience
                && now - _troubledSince.Value < Patience;
        }

        if (line is not null)
        {
            Log(line);
        }

        if (!isAgain)
        {
            Log($"Calls to {_name}: given up after {pass.Attempts} attempts.");
        }

        return isAgain;
    }

    private void SlowDown(TimeSpan now)
    {
        _slowdowns++;
        _allowed = Math.Max(1, Math.Floor(_allowed / 2));
        TimeSpan longest = Scale(s_firstPause, Math.Pow(2, Math.Min(_severity, 10)));
        _pause = Scale(longest < s_longestPause ? longest : s_longestPause, 0.5 + (0.5 * _options.Draw()));
        _severity++;
        TimeSpan until = now + _pause;
        _pausedUntil = until > _pausedUntil ? until : _pausedUntil;
    }

    private void Log(string line) => _options.Log?.Invoke(line);

    private static TimeSpan Scale(TimeSpan time, double factor) => TimeSpan.FromTicks((long)(time.Ticks * factor));
}

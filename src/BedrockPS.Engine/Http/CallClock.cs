using System;
using System.Threading;

namespace BedrockPS.Engine.Http;

/// <summary>
/// The three reasons for which a call may end early, in one token: the caller's own token, the overall limit, and a silence
/// longer than the idle limit. Silence is counted only while the engine waits for bytes, never while the caller is busy.
/// </summary>
internal sealed class CallClock : IDisposable
{
    /// <summary>The service lets a generation run for at most an hour; anything shorter would cut answers that are on their way.</summary>
    public static readonly TimeSpan DefaultIdleTimeout = TimeSpan.FromMinutes(60);

    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _source;
    private readonly TimeSpan? _timeout;
    private readonly TimeSpan _idleTimeout;
    private readonly Timer? _overall;
    private readonly Timer _idle;
    private int _reason;
    private bool _armed;
    private bool _suspended;

    public CallClock(TimeSpan? timeout, TimeSpan? idleTimeout, CancellationToken caller)
    {
        _caller = caller;
        _timeout = timeout;
        _idleTimeout = idleTimeout ?? DefaultIdleTimeout;
        _source = CancellationTokenSource.CreateLinkedTokenSource(caller);
        Token = _source.Token;
        if (timeout is TimeSpan limit && limit != System.Threading.Timeout.InfiniteTimeSpan)
        {
            _overall = new Timer(
                static clock => ((CallClock)clock!).End(EngineFailure.Timeout), this, limit, System.Threading.Timeout.InfiniteTimeSpan);
        }

        _idle = new Timer(
            static clock => ((CallClock)clock!).End(EngineFailure.IdleTimeout),
            this,
            System.Threading.Timeout.Infinite,
            System.Threading.Timeout.Infinite);
    }

    public CancellationToken Token { get; }

    /// <summary>Starts counting silence anew.</summary>
    public void Arm()
    {
        lock (_idle)
        {
            _armed = true;
            Set(_suspended ? System.Threading.Timeout.InfiniteTimeSpan : _idleTimeout);
        }
    }

    public void Disarm()
    {
        lock (_idle)
        {
            _armed = false;
            Set(System.Threading.Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>
    /// Where both sides send, it may be the caller's turn while a read is waiting: until <see cref="Resume"/>, silence is not counted.
    /// </summary>
    public void Suspend()
    {
        lock (_idle)
        {
            _suspended = true;
            Set(System.Threading.Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>It is the service's turn again: a wait that is on counts from now.</summary>
    public void Resume()
    {
        lock (_idle)
        {
            _suspended = false;
            if (_armed)
            {
                Set(_idleTimeout);
            }
        }
    }

    /// <summary>True when this call has ended early, whatever exception the end has come out as.</summary>
    public bool HasEnded => Token.IsCancellationRequested;

    /// <summary>What to throw once <see cref="HasEnded"/>.</summary>
    public Exception Explain(Exception? inner)
    {
        if (_caller.IsCancellationRequested)
        {
            return new OperationCanceledException("The call was cancelled.", inner, _caller);
        }

        return (EngineFailure)Volatile.Read(ref _reason) == EngineFailure.IdleTimeout
            ? new EngineException(EngineFailure.IdleTimeout, $"Nothing arrived for {Seconds(_idleTimeout)}.", inner)
            : new EngineException(EngineFailure.Timeout, $"The call did not finish within {Seconds(_timeout ?? default)}.", inner);
    }

    public void Dispose()
    {
        _overall?.Dispose();
        _idle.Dispose();
        _source.Dispose();
    }

    private void Set(TimeSpan due)
    {
        try
        {
            _idle.Change(due, System.Threading.Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // Disposed by another thread while a read was starting: the read itself will report it.
        }
    }

    private static string Seconds(TimeSpan time) =>
        time.TotalSeconds.ToString("0.###", System.Globalization.CultureInfo.InvariantCulture) + " s";

    private void End(EngineFailure reason)
    {
        if (Interlocked.CompareExchange(ref _reason, (int)reason, 0) == 0)
        {
            try
            {
                _source.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The call ended by itself at the same moment.
            }
        }
    }
}

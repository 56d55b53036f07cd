using System;
using System.Threading;

namespace BedrockPS.Resources;

/// <summary>What the watches of one command have in common: how long they may take together, and how many ask at a time.</summary>
internal sealed class WatchLimits : IDisposable
{
    private const int AsksAtATime = 8;

    // The last look falls on the end of the time, and may take a moment of its own.
    private static readonly TimeSpan s_lastLook = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _late = new();

    /// <param name="timeout">Longest wait from now on; null: none.</param>
    public WatchLimits(TimeSpan? timeout)
    {
        Timeout = timeout;
        if (timeout is TimeSpan time)
        {
            End = DateTime.UtcNow + time;
            _late.CancelAfter(time + s_lastLook);
        }
    }

    public TimeSpan? Timeout { get; }

    public DateTime End { get; } = DateTime.MaxValue;

    /// <summary>Cancelled when even the last look has had its time.</summary>
    public CancellationToken Late => _late.Token;

    /// <summary>Held while asking, so that two hundred jobs do not ask all at once.</summary>
    public SemaphoreSlim Gate { get; } = new(AsksAtATime);

    public void Dispose()
    {
        _late.Dispose();
        Gate.Dispose();
    }
}

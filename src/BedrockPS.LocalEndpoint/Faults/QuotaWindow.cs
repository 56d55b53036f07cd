using System;
using System.Collections.Generic;
using System.Diagnostics;

namespace BedrockPS.Local.Faults;

/// <summary>What one model has used of a quota lately. Not safe for several threads; its plan's lock is held.</summary>
internal sealed class QuotaWindow
{
    private readonly Queue<QuotaShare> _shares = new();
    private readonly long _limit;
    private readonly long _ticks;

    public QuotaWindow(long limit, TimeSpan window)
    {
        _limit = limit;
        _ticks = (long)(window.TotalSeconds * Stopwatch.Frequency);
    }

    /// <summary>Takes a share; null when there is not enough left.</summary>
    public QuotaShare? Take(long amount)
    {
        long now = Stopwatch.GetTimestamp();
        while (_shares.Count > 0 && now - _shares.Peek().Time >= _ticks)
        {
            _shares.Dequeue();
        }

        long used = 0;
        foreach (QuotaShare share in _shares)
        {
            used += share.Amount;
        }

        if (used + amount > _limit)
        {
            return null;
        }

        QuotaShare taken = new(now, amount);
        _shares.Enqueue(taken);
        return taken;
    }
}

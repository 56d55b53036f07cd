using System;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Parallelism;

/// <summary>Time that only goes forward, and waiting for it; tests bring one that they move themselves.</summary>
internal interface IClock
{
    /// <summary>Time since some moment that stays the same.</summary>
    TimeSpan Now { get; }

    Task DelayAsync(TimeSpan time, CancellationToken cancellationToken);
}

using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Parallelism;

/// <summary>The machine's monotonic clock.</summary>
internal sealed class SystemClock : IClock
{
    private static readonly Stopwatch s_watch = Stopwatch.StartNew();

    public static SystemClock Instance { get; } = new();

    public TimeSpan Now => s_watch.Elapsed;

    public Task DelayAsync(TimeSpan time, CancellationToken cancellationToken) => Task.Delay(time, cancellationToken);
}

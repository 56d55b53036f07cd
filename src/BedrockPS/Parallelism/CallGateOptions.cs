using System;
using BedrockPS.Engine.Retry;

namespace BedrockPS.Parallelism;

/// <summary>What the gates of one pipeline have in common.</summary>
internal sealed class CallGateOptions
{
    public RateLimits? Limits { get; set; }

    public IClock Clock { get; set; } = SystemClock.Instance;

    /// <summary>How often a call is sent at most, the first time included; null: patience alone decides.</summary>
    public int? MaxAttempts { get; set; }

    /// <summary>Told of waits, from any thread.</summary>
    public Action<string>? Log { get; set; }

    /// <summary>Random numbers from 0 to 1 that waits are drawn with.</summary>
    public Func<double> Draw { get; set; } = Jitter.Draw;
}

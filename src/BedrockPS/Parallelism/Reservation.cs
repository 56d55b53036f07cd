using System;

namespace BedrockPS.Parallelism;

/// <summary>One call's share of a minute.</summary>
internal sealed class Reservation
{
    private readonly RateWindow _window;

    public Reservation(RateWindow window, long tokens, TimeSpan time)
    {
        _window = window;
        Tokens = tokens;
        Time = time;
    }

    /// <summary>Tokens that count: those reserved, later those used.</summary>
    public long Tokens { get; internal set; }

    /// <summary>When the call began.</summary>
    public TimeSpan Time { get; }

    internal bool IsExpired { get; set; }

    /// <summary>The call has ended and has used so many tokens. Its request counts for the rest of the minute.</summary>
    public void Settle(long tokens) => _window.Settle(this, tokens);
}

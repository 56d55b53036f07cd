using System;
using System.Threading;

namespace BedrockPS.Parallelism;

/// <summary>One call's way through a gate.</summary>
internal sealed class CallPass : IDisposable
{
    private readonly CallGate _gate;
    private int _hasLeft;

    public CallPass(CallGate gate) => _gate = gate;

    /// <summary>How often it has been sent.</summary>
    public int Attempts { get; set; }

    /// <summary>How often the gate had been slowed down when it was sent last.</summary>
    public int Slowdowns { get; set; }

    public TimeSpan? RefusedSince { get; set; }

    /// <summary>Its share of a rate, where one is kept.</summary>
    public Reservation? Reservation { get; set; }

    /// <param name="tokens">Tokens used; null: as many as were reserved.</param>
    public void Settle(long? tokens)
    {
        if (tokens is long used)
        {
            Reservation?.Settle(used);
        }
    }

    /// <summary>The call has ended.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _hasLeft, 1) == 0)
        {
            _gate.Leave();
        }
    }
}

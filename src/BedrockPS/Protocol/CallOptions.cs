using System;

namespace BedrockPS.Protocol;

/// <summary>What one caller wants of each call it makes.</summary>
internal sealed class CallOptions
{
    /// <summary>Limit for a whole call, streaming included.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>Longest silence while a body is read.</summary>
    public TimeSpan? IdleTimeout { get; set; }

    /// <summary>Members the descriptions do not know are sent, and bounds are left to the service.</summary>
    public bool SkipValidation { get; set; }

    /// <summary>What <see cref="SkipValidation"/> means for the values of a request.</summary>
    public ValueRules Rules => SkipValidation ? ValueRules.LenientRequest : ValueRules.Request;

    /// <summary>Told of attempts and waits, from any thread.</summary>
    public Action<string>? Log { get; set; }
}

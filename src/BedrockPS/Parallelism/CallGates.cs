using System;
using System.Collections.Concurrent;
using BedrockPS.Engine;

namespace BedrockPS.Parallelism;

/// <summary>The gates of one pipeline: one a model and connection.</summary>
internal sealed class CallGates
{
    private readonly ConcurrentDictionary<(ConnectionSettings, string), CallGate> _gates = new();
    private readonly int _limit;
    private readonly CallGateOptions _options;

    /// <param name="limit">Calls at a time at most.</param>
    /// <param name="options">What all gates have in common.</param>
    public CallGates(int limit, CallGateOptions options)
    {
        _limit = limit;
        _options = options;
    }

    /// <param name="limit">Calls at a time at most.</param>
    /// <param name="tokensPerMinute">Tokens a minute for each model; null: as many as one likes.</param>
    /// <param name="requestsPerMinute">Calls a minute for each model.</param>
    /// <param name="maxAttempts">How often a call is sent at most; null: until patience ends.</param>
    /// <param name="log">Told of waits, from any thread.</param>
    public static CallGates Of(int limit, long? tokensPerMinute, int? requestsPerMinute, int? maxAttempts, Action<string> log) =>
        new(limit, new CallGateOptions
        {
            Limits = tokensPerMinute is null && requestsPerMinute is null ? null : new RateLimits(tokensPerMinute, requestsPerMinute),
            MaxAttempts = maxAttempts,
            Log = log,
        });

    public CallGate For(ConnectionSettings settings, string modelId) =>
        _gates.GetOrAdd((settings, modelId), key => new CallGate(
            modelId, _limit, _options, _options.Limits is null ? null : RateWindow.For(key.Item1, key.Item2)));
}

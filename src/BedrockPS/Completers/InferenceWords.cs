namespace BedrockPS.Completers;

/// <summary>Efforts models know by name.</summary>
public sealed class EffortCompleter : WordCompleter
{
    public EffortCompleter()
        : base(
            ("low", "Think little"),
            ("medium", "Think for a while"),
            ("high", "Think thoroughly"),
            ("xhigh", "Claude 4.7 and later"),
            ("max", "Claude 4.6 and later"))
    {
    }
}

/// <summary>Service tiers.</summary>
public sealed class ServiceTierCompleter : WordCompleter
{
    public ServiceTierCompleter()
        : base(
            ("default", "Standard tier"),
            ("priority", "Faster, at a higher price"),
            ("flex", "Slower, at a lower price"),
            ("reserved", "Capacity reserved for the account"))
    {
    }
}

/// <summary>Latencies a call can be served with.</summary>
public sealed class LatencyCompleter : WordCompleter
{
    public LatencyCompleter()
        : base(("standard", "As the model runs"), ("optimized", "A faster version of the model, where there is one"))
    {
    }
}

/// <summary>Traces of a guardrail.</summary>
public sealed class GuardrailTraceCompleter : WordCompleter
{
    public GuardrailTraceCompleter()
        : base(("enabled", "What the guardrail found"), ("enabled_full", "All it looked at"), ("disabled", "No trace"))
    {
    }
}

/// <summary>How a guardrail goes with a stream.</summary>
public sealed class GuardrailStreamModeCompleter : WordCompleter
{
    public GuardrailStreamModeCompleter()
        : base(("sync", "Pieces wait for the guardrail"), ("async", "Pieces pass while the guardrail looks at them"))
    {
    }
}

/// <summary>What can be cached.</summary>
public sealed class CachePromptCompleter : WordCompleter
{
    public CachePromptCompleter()
        : base(
            ("System", "The system prompt"),
            ("Tools", "The tools"),
            ("History", "All messages, the last included"),
            ("All", "All of them"))
    {
    }
}

/// <summary>Times to live of a prompt cache.</summary>
public sealed class CacheTtlCompleter : WordCompleter
{
    public CacheTtlCompleter()
        : base(("5m", "Five minutes since the last use"), ("1h", "An hour since the last use"))
    {
    }
}

using System;

namespace BedrockPS.Local.Faults;

/// <summary>What is to happen to one answer.</summary>
internal sealed class FaultDecision
{
    public static readonly FaultDecision None = new(null, TimeSpan.Zero);

    public FaultDecision(FaultRule? rule, TimeSpan pause)
    {
        Rule = rule;
        Pause = pause;
    }

    public FaultRule? Rule { get; }

    /// <summary>Wait before the answer and before each frame.</summary>
    public TimeSpan Pause { get; }
}

using System.Collections.Generic;
using System.Linq;

namespace BedrockPS.Policies;

/// <summary>Something a policy is to allow the use of.</summary>
internal sealed class PolicyTarget
{
    /// <param name="kind">As in ARNs: foundation-model, guardrail, agent-alias.</param>
    /// <param name="arns">One for each region.</param>
    /// <param name="models">Of an inference profile: ARNs of the models it routes to.</param>
    public PolicyTarget(string kind, IEnumerable<string> arns, IEnumerable<string>? models = null)
    {
        Kind = kind;
        Arns = arns.ToArray();
        Models = models?.ToArray() ?? [];
    }

    public string Kind { get; }

    public IReadOnlyList<string> Arns { get; }

    public IReadOnlyList<string> Models { get; }
}

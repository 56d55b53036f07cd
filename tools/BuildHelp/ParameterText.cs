using System.Collections.Generic;
using System.Linq;

namespace BedrockPS.BuildHelp;

/// <summary>A parameter: its text, and its facts in each of the parameter sets it belongs to.</summary>
internal sealed class ParameterText
{
    public required string Name { get; init; }

    public required IReadOnlyList<string> Text { get; init; }

    /// <summary>One; more where the facts differ between sets.</summary>
    public required IReadOnlyList<ParameterFacts> Facts { get; init; }

    /// <summary>File that was included for it; null for a parameter the page describes itself.</summary>
    public string? Source { get; init; }

    /// <summary>The facts in a set; null when the parameter is not in it.</summary>
    public ParameterFacts? In(string? set) =>
        Facts.FirstOrDefault(facts => set is null || facts.Sets.Count == 0 || facts.Sets.Contains(set));
}

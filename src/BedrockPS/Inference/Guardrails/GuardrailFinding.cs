namespace BedrockPS;

/// <summary>One thing a guardrail found in what was asked or answered.</summary>
public sealed class GuardrailFinding
{
    internal GuardrailFinding(string source, string policy, string name)
    {
        Source = source;
        Policy = policy;
        Name = name;
    }

    /// <summary>Input or Output.</summary>
    public string Source { get; }

    /// <summary>Topic, Content, Word, SensitiveInformation, ContextualGrounding or AutomatedReasoning; PromptAttack of checks without a guardrail.</summary>
    public string Policy { get; }

    /// <summary>The topic's name, the filter's type, the entity's or pattern's name; for words, the list or the word itself.</summary>
    public string Name { get; }

    /// <summary>BLOCKED, ANONYMIZED or NONE.</summary>
    public string? Action { get; internal set; }

    /// <summary>How sure a content filter is: LOW, MEDIUM or HIGH.</summary>
    public string? Confidence { get; internal set; }

    /// <summary>Score of contextual grounding, or of a check without a guardrail, 0 to 1.</summary>
    public double? Score { get; internal set; }

    /// <summary>The words that were found, where the trace shows them.</summary>
    public string? Match { get; internal set; }

    /// <summary>The guardrail acted on it.</summary>
    public bool Intervened => Action is "BLOCKED" or "ANONYMIZED";

    public override string ToString() => $"{Policy} '{Name}' ({Source.ToLowerInvariant()}, {Action})";
}

namespace BedrockPS.Local.Guardrails;

/// <summary>One thing a guardrail has found in a text.</summary>
internal sealed class GuardrailFinding
{
    public GuardrailFinding(string policy, string name, string match, string action)
    {
        Policy = policy;
        Name = name;
        Match = match;
        Action = action;
    }

    /// <summary>topics, filters, customWords, managedWordLists, piiEntities or regexes, as assessments call them.</summary>
    public string Policy { get; }

    /// <summary>Topic, filter type, entity type or name of the expression.</summary>
    public string Name { get; }

    /// <summary>The words that were found.</summary>
    public string Match { get; }

    /// <summary>BLOCK, ANONYMIZE or NONE.</summary>
    public string Action { get; }

    /// <summary>Pattern of a regular expression of the guardrail's own.</summary>
    public string? Pattern { get; set; }
}

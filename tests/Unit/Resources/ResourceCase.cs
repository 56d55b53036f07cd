namespace BedrockPS.Unit.Resources;

/// <summary>What a type's life through its cmdlets needs to be told; the rest they have in common.</summary>
/// <param name="Noun">Of its cmdlets, such as BRAgentAlias.</param>
/// <param name="Make">Command that makes one; {0} is its name.</param>
public sealed record ResourceCase(string Noun, string Make)
{
    /// <summary>Script that makes what it belongs to, run once.</summary>
    public string Setup { get; init; } = "";

    /// <summary>Words that place it, such as -AgentId orders.</summary>
    public string Place { get; init; } = "";

    /// <summary>Property of its objects that other cmdlets take.</summary>
    public required string Id { get; init; }

    /// <summary>It has a name, and is found by it.</summary>
    public bool HasName { get; init; } = true;

    /// <summary>Words of a change; null for what cannot change.</summary>
    public string? Change { get; init; }

    /// <summary>What shows that it has changed, of the variable $it.</summary>
    public string Changed { get; init; } = "$it.Description -eq 'changed'";

    /// <summary>Words that make a removal succeed.</summary>
    public string Remove { get; init; } = "-Force";

    public override string ToString() => Noun;
}

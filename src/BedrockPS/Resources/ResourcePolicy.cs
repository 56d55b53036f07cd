namespace BedrockPS;

/// <summary>Who else may use a resource, as a policy on the resource itself says.</summary>
public sealed class ResourcePolicy
{
    public string Arn { get; set; } = "";

    /// <summary>The policy as an object: Version and Statement.</summary>
    public object? Policy { get; set; }

    /// <summary>The policy as the service keeps it.</summary>
    public string Json { get; set; } = "";

    /// <summary>Which state of the policy this is, where the service counts them; given back, it keeps others' changes from being lost.</summary>
    public string? RevisionId { get; set; }

    public string Region { get; set; } = "";

    public override string ToString() => Json;
}

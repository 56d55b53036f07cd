using System.Collections.Generic;

namespace BedrockPS.Local.Resources;

/// <summary>The statuses a resource goes through until it is there, and those it may end in instead.</summary>
internal sealed class ResourceCourse
{
    /// <param name="statuses">In their order; the last one stays.</param>
    public ResourceCourse(params string[] statuses) => Statuses = statuses;

    public IReadOnlyList<string> Statuses { get; }

    public string Done => Statuses[Statuses.Count - 1];

    /// <summary>Where it ends when it is made to fail; null for what cannot.</summary>
    public string? Failed { get; init; }

    /// <summary>Where it ends when it is stopped on its way; null for what cannot.</summary>
    public string? Stopped { get; init; }

    /// <summary>Status for a while after it was deleted; null for what is gone at once.</summary>
    public string? Leaving { get; init; }
}

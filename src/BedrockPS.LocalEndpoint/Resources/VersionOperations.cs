using System;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Resources;

/// <summary>
/// The operations on a resource's versions. Where there is no Get, List or Delete of their own, those of the resource do it when they
/// are given <see cref="Member"/> or, for a list, the resource itself.
/// </summary>
internal sealed class VersionOperations
{
    /// <param name="member">Input member that says which version is meant.</param>
    public VersionOperations(string member) => Member = member;

    public string Member { get; }

    /// <summary>Null where another operation makes them.</summary>
    public string? Create { get; init; }

    public string? Get { get; init; }

    public string? List { get; init; }

    public string? Delete { get; init; }

    /// <summary>A version's ARN is the resource's with a colon and the number.</summary>
    public bool IsInArn { get; init; }

    /// <summary>Refuses to delete a version by throwing.</summary>
    public Action<OperationCall, Resource, string>? Deleting { get; init; }

    /// <summary>What the services call the resource itself in lists and answers.</summary>
    public string Draft { get; init; } = ResourceVersion.Draft;
}

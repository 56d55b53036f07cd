using System.Collections.Generic;
using BedrockPS.Protocol;

namespace BedrockPS.Cmdlets;

/// <summary>Removes what has versions: all of it, or the one version that is named or piped.</summary>
public abstract class RemoveVersionedResourceCmdlet : RemoveResourceCmdlet
{
    /// <summary>The parameter that names a version, which is the request's member too.</summary>
    private protected abstract string VersionParameter { get; }

    private string Member => char.ToLowerInvariant(VersionParameter[0]) + VersionParameter.Substring(1);

    private protected override void Amend(OperationDescription operation, Dictionary<string, object?> members)
    {
        // What Get-… writes without a version is the draft, and stands for the whole.
        if (!IsTyped(VersionParameter) && members.TryGetValue(Member, out object? version) && version is "DRAFT")
        {
            members.Remove(Member);
        }
    }

    private protected override string Describe(string? identity, IReadOnlyDictionary<string, object?> members) =>
        base.Describe(identity, members) + (members.TryGetValue(Member, out object? version) ? $", version {version}" : ", all of its versions");
}

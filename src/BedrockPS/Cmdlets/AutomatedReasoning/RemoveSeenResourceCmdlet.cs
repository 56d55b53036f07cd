using System;
using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Removes what the service lets go only to those who say which of its changes they saw last.</summary>
public abstract class RemoveSeenResourceCmdlet : RemoveResourceCmdlet
{
    /// <summary>
    /// When it was last changed as far as you know, as the object shows it: one that has been changed since stays. Without it it is
    /// taken as it is now.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Member("lastUpdatedAt")]
    [Alias("UpdatedAt")]
    public DateTimeOffset? LastUpdatedAt { get; set; }

    private protected override void Amend(OperationDescription operation, Dictionary<string, object?> members)
    {
        if (LastUpdatedAt is null)
        {
            Dictionary<string, object?> key = ResourceApi.Members(Type.Operation(Type.Get!), members);
            members["lastUpdatedAt"] = Wait(Resources.GetAsync(key, StopToken)).First(["updatedAt"]);
        }
    }
}

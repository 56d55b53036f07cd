using System;
using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Removes tests of an automated-reasoning policy.</summary>
[Cmdlet(VerbsCommon.Remove, "BRAutomatedReasoningTest", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveBRAutomatedReasoningTestCommand : RemoveResourceCmdlet
{
    /// <summary>The policy: ARN, id or name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string PolicyArn { get; set; } = null!;

    /// <summary>Ids of tests.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("TestId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] TestCaseId { get; set; } = null!;

    /// <summary>
    /// When it was last changed as far as you know, as the object shows it: one that has been changed since stays. Without it
    /// it is taken as it is now.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("UpdatedAt")]
    public DateTimeOffset? LastUpdatedAt { get; set; }

    private protected override ResourceType Type => ResourceTypes.AutomatedReasoningTest;

    private protected override void Amend(OperationDescription operation, Dictionary<string, object?> members)
    {
        if (LastUpdatedAt is null)
        {
            members["lastUpdatedAt"] = Wait(Resources.GetAsync(ResourceApi.Members(Type.Operation(Type.Get!), members), StopToken)).First(["updatedAt"]);
        }
    }
}

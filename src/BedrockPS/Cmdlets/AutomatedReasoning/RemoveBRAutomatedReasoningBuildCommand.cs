using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Removes builds of an automated-reasoning policy with what they made.</summary>
[Cmdlet(VerbsCommon.Remove, "BRAutomatedReasoningBuild", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveBRAutomatedReasoningBuildCommand : RemoveSeenResourceCmdlet
{
    /// <summary>The policy: ARN, id or name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string PolicyArn { get; set; } = null!;

    /// <summary>Ids of builds.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("BuildId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] BuildWorkflowId { get; set; } = null!;

    private protected override ResourceType Type => ResourceTypes.AutomatedReasoningBuild;
}

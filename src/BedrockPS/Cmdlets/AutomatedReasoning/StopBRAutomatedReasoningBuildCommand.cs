using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Cancels builds of an automated-reasoning policy.</summary>
[Cmdlet(VerbsLifecycle.Stop, "BRAutomatedReasoningBuild", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class StopBRAutomatedReasoningBuildCommand : ResourceActionCmdlet
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

    private protected override string Operation => "CancelAutomatedReasoningPolicyBuildWorkflow";

    private protected override string? ConflictAdvice => Type.EndedAdvice;
}

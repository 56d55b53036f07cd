using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Lists the builds of an automated-reasoning policy, or shows one.</summary>
[Cmdlet(VerbsCommon.Get, "BRAutomatedReasoningBuild", SupportsPaging = true)]
[OutputType("BedrockPS.AutomatedReasoningBuild")]
public sealed class GetBRAutomatedReasoningBuildCommand : GetPartCmdlet
{
    /// <summary>The policy: ARN, id or name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string PolicyArn { get; set; } = null!;

    /// <summary>Ids of builds. Without: all of the policy.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("BuildId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[]? BuildWorkflowId { get; set; }

    private protected override ResourceType Type => ResourceTypes.AutomatedReasoningBuild;
}

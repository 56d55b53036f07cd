using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Shows the annotations of a build: the corrections the next build is to apply.</summary>
[Cmdlet(VerbsCommon.Get, "BRAutomatedReasoningAnnotation")]
[OutputType("BedrockPS.AutomatedReasoningAnnotation")]
public sealed class GetBRAutomatedReasoningAnnotationCommand : GetPartCmdlet
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

    private protected override ResourceType Type => ResourceTypes.AutomatedReasoningAnnotation;
}

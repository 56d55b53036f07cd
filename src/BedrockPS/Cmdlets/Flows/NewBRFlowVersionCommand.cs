using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Freezes the draft of a flow as a version with a number.</summary>
[Cmdlet(VerbsCommon.New, "BRFlowVersion", SupportsShouldProcess = true)]
[OutputType("BedrockPS.FlowVersion")]
public sealed class NewBRFlowVersionCommand : NewResourceCmdlet
{
    /// <summary>Id, ARN or name of the flow.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Member("flowIdentifier")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string FlowId { get; set; } = null!;

    /// <summary>What is new in it, up to 200 characters.</summary>
    [Parameter]
    public string? Description { get; set; }

    private protected override ResourceType Type => ResourceTypes.FlowVersion;
}

using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Removes versions of a flow.</summary>
[Cmdlet(VerbsCommon.Remove, "BRFlowVersion", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveBRFlowVersionCommand : RemoveResourceCmdlet
{
    /// <summary>Id, ARN or name of the flow.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Member("flowIdentifier")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string FlowId { get; set; } = null!;

    /// <summary>Numbers of the versions.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] FlowVersion { get; set; } = null!;

    /// <summary>Removes it even while something uses it.</summary>
    [Parameter]
    [Member("skipResourceInUseCheck")]
    public SwitchParameter SkipInUseCheck { get; set; }

    private protected override ResourceType Type => ResourceTypes.FlowVersion;
}

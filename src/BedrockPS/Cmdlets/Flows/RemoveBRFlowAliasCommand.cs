using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Removes aliases of a flow. Versions they lead to stay.</summary>
[Cmdlet(VerbsCommon.Remove, "BRFlowAlias", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveBRFlowAliasCommand : RemoveResourceCmdlet
{
    /// <summary>Id, ARN or name of the flow.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Member("flowIdentifier")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string FlowId { get; set; } = null!;

    /// <summary>Ids or names.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Member("aliasIdentifier")]
    [Alias("FlowAliasArn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] FlowAliasId { get; set; } = null!;

    private protected override ResourceType Type => ResourceTypes.FlowAlias;
}

using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Prepares the draft of flows, so that what was changed is in effect when they run.</summary>
[Cmdlet(VerbsData.Initialize, "BRFlow", SupportsShouldProcess = true)]
[OutputType("BedrockPS.Flow")]
public sealed class InitializeBRFlowCommand : PrepareResourceCmdlet
{
    /// <summary>Ids, ARNs or names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FlowId", "FlowArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] Id { get; set; } = null!;

    private protected override ResourceType Type => ResourceTypes.Flow;

    private protected override string Operation => "PrepareFlow";
}

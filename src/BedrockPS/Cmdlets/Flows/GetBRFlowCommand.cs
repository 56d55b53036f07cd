using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Lists flows, or shows the draft of one with its definition.</summary>
[Cmdlet(VerbsCommon.Get, "BRFlow", SupportsPaging = true)]
[OutputType("BedrockPS.Flow")]
public sealed class GetBRFlowCommand : GetResourceCmdlet
{
    /// <summary>Ids, ARNs or names. With wildcards: those that fit. Without: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FlowId", "FlowArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [SupportsWildcards]
    [ResourceId]
    public string[]? Id { get; set; }

    /// <summary>METADATA_ONLY leaves the definition out; ALL_DATA, which it is else, does not.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string? IncludedData { get; set; }

    private protected override ResourceType Type => ResourceTypes.Flow;
}

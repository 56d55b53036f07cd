using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Lists the versions of a flow, or shows one with its definition.</summary>
[Cmdlet(VerbsCommon.Get, "BRFlowVersion", SupportsPaging = true)]
[OutputType("BedrockPS.FlowVersion")]
public sealed class GetBRFlowVersionCommand : GetPartCmdlet
{
    /// <summary>Id, ARN or name of the flow.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Member("flowIdentifier")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string FlowId { get; set; } = null!;

    /// <summary>Numbers. With wildcards: those that fit. Without: all.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [SupportsWildcards]
    [ResourceId]
    public string[]? FlowVersion { get; set; }

    /// <summary>METADATA_ONLY leaves the definition out; ALL_DATA, which it is else, does not.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string? IncludedData { get; set; }

    private protected override ResourceType Type => ResourceTypes.FlowVersion;
}

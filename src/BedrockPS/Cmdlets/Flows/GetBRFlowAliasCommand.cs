using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Lists the aliases of a flow, or shows one.</summary>
[Cmdlet(VerbsCommon.Get, "BRFlowAlias", SupportsPaging = true)]
[OutputType("BedrockPS.FlowAlias")]
public sealed class GetBRFlowAliasCommand : GetPartCmdlet
{
    /// <summary>Id, ARN or name of the flow.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Member("flowIdentifier")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string FlowId { get; set; } = null!;

    /// <summary>Ids or names. With wildcards: those that fit. Without: all.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Member("aliasIdentifier")]
    [Alias("FlowAliasArn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [SupportsWildcards]
    [ResourceId]
    public string[]? FlowAliasId { get; set; }

    private protected override ResourceType Type => ResourceTypes.FlowAlias;
}

using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Lists the aliases of an agent, or shows one with its history.</summary>
[Cmdlet(VerbsCommon.Get, "BRAgentAlias", SupportsPaging = true)]
[OutputType("BedrockPS.AgentAlias")]
public sealed class GetBRAgentAliasCommand : GetPartCmdlet
{
    /// <summary>Id, ARN or name of the agent.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string AgentId { get; set; } = null!;

    /// <summary>Ids or names. With wildcards: those that fit. Without: all.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [SupportsWildcards]
    [ResourceId]
    public string[]? AgentAliasId { get; set; }

    private protected override ResourceType Type => ResourceTypes.AgentAlias;
}

using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Lists the action groups of an agent, or shows one with its functions or schema.</summary>
[Cmdlet(VerbsCommon.Get, "BRAgentActionGroup", SupportsPaging = true)]
[OutputType("BedrockPS.AgentActionGroup")]
public sealed class GetBRAgentActionGroupCommand : GetPartCmdlet
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
    public string[]? ActionGroupId { get; set; }

    /// <summary>Version of the agent; DRAFT where none is given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    public string? AgentVersion { get; set; }

    private protected override ResourceType Type => ResourceTypes.AgentActionGroup;
}

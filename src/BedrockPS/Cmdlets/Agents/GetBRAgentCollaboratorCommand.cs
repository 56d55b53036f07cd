using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Lists the agents that work for an agent, or shows one of them.</summary>
[Cmdlet(VerbsCommon.Get, "BRAgentCollaborator", SupportsPaging = true)]
[OutputType("BedrockPS.AgentCollaborator")]
public sealed class GetBRAgentCollaboratorCommand : GetPartCmdlet
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
    public string[]? CollaboratorId { get; set; }

    /// <summary>Version of the agent; DRAFT where none is given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    public string? AgentVersion { get; set; }

    private protected override ResourceType Type => ResourceTypes.AgentCollaborator;
}

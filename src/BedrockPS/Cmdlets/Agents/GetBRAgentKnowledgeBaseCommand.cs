using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Lists the knowledge bases an agent can ask, or shows the terms of one.</summary>
[Cmdlet(VerbsCommon.Get, "BRAgentKnowledgeBase", SupportsPaging = true)]
[OutputType("BedrockPS.AgentKnowledgeBase")]
public sealed class GetBRAgentKnowledgeBaseCommand : GetPartCmdlet
{
    /// <summary>Id, ARN or name of the agent.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string AgentId { get; set; } = null!;

    /// <summary>Ids. With wildcards: those that fit. Without: all.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [SupportsWildcards]
    [ResourceId]
    public string[]? KnowledgeBaseId { get; set; }

    /// <summary>Version of the agent; DRAFT where none is given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    public string? AgentVersion { get; set; }

    private protected override ResourceType Type => ResourceTypes.AgentKnowledgeBase;
}

using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Lists agents, or shows the draft of one.</summary>
[Cmdlet(VerbsCommon.Get, "BRAgent", SupportsPaging = true)]
[OutputType("BedrockPS.Agent")]
public sealed class GetBRAgentCommand : GetResourceCmdlet
{
    /// <summary>Ids, ARNs or names. With wildcards: those that fit. Without: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("AgentId", "AgentArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [SupportsWildcards]
    [ResourceId]
    public string[]? Id { get; set; }

    private protected override ResourceType Type => ResourceTypes.Agent;
}

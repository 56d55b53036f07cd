using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Lists the versions of an agent, or shows one in full.</summary>
[Cmdlet(VerbsCommon.Get, "BRAgentVersion", SupportsPaging = true)]
[OutputType("BedrockPS.AgentVersion")]
public sealed class GetBRAgentVersionCommand : GetPartCmdlet
{
    /// <summary>Id, ARN or name of the agent.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string AgentId { get; set; } = null!;

    /// <summary>Numbers. With wildcards: those that fit. Without: all, the draft included.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Version")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [SupportsWildcards]
    [ResourceId]
    public string[]? AgentVersion { get; set; }

    private protected override ResourceType Type => ResourceTypes.AgentVersion;

    /// <summary>An agent that is piped brings the number of its draft along; its versions are meant, and not that.</summary>
    private protected override string[]? Identities => IsTyped(nameof(AgentVersion)) || AgentVersion is not ["DRAFT"] ? base.Identities : null;
}

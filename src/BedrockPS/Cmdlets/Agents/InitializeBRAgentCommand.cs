using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Prepares the draft of agents, so that what was changed is in effect when they are asked.</summary>
[Cmdlet(VerbsData.Initialize, "BRAgent", SupportsShouldProcess = true)]
[OutputType("BedrockPS.Agent")]
public sealed class InitializeBRAgentCommand : PrepareResourceCmdlet
{
    /// <summary>Ids, ARNs or names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("AgentId", "AgentArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] Id { get; set; } = null!;

    private protected override ResourceType Type => ResourceTypes.Agent;

    private protected override string Operation => "PrepareAgent";
}

using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Removes agents with their versions, aliases and action groups.</summary>
[Cmdlet(VerbsCommon.Remove, "BRAgent", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveBRAgentCommand : RetireResourceCmdlet
{
    /// <summary>Ids, ARNs or names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("AgentId", "AgentArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] Id { get; set; } = null!;

    /// <summary>Removes it even while something uses it.</summary>
    [Parameter]
    [Member("skipResourceInUseCheck")]
    public SwitchParameter SkipInUseCheck { get; set; }

    private protected override ResourceType Type => ResourceTypes.Agent;
}

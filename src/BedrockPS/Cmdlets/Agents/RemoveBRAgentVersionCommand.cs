using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Removes versions of an agent.</summary>
[Cmdlet(VerbsCommon.Remove, "BRAgentVersion", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveBRAgentVersionCommand : RetireResourceCmdlet
{
    /// <summary>Id, ARN or name of the agent.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string AgentId { get; set; } = null!;

    /// <summary>Numbers of the versions. The draft goes with the agent only.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Version")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] AgentVersion { get; set; } = null!;

    /// <summary>Removes it even while something uses it.</summary>
    [Parameter]
    [Member("skipResourceInUseCheck")]
    public SwitchParameter SkipInUseCheck { get; set; }

    private protected override ResourceType Type => ResourceTypes.AgentVersion;
}

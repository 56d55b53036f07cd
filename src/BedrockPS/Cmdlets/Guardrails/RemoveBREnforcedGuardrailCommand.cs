using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Ends the enforcement of a guardrail on every inference call of the account. The guardrail itself stays.</summary>
[Cmdlet(VerbsCommon.Remove, "BREnforcedGuardrail", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveBREnforcedGuardrailCommand : RemoveResourceCmdlet
{
    /// <summary>Ids of configurations, or of their guardrails.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ConfigId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] Id { get; set; } = null!;

    private protected override ResourceType Type => ResourceTypes.EnforcedGuardrail;
}

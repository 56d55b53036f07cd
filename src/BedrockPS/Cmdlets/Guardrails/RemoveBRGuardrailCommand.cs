using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Removes guardrails with all their versions, or one version.</summary>
[Cmdlet(VerbsCommon.Remove, "BRGuardrail", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveBRGuardrailCommand : RemoveVersionedResourceCmdlet
{
    /// <summary>Ids, ARNs or names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("GuardrailId", "GuardrailArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] Id { get; set; } = null!;

    /// <summary>Number of the one version to remove; the draft and the others stay. A piped draft stands for the whole guardrail.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Version")]
    public string? GuardrailVersion { get; set; }

    private protected override ResourceType Type => ResourceTypes.Guardrail;

    private protected override string VersionParameter => nameof(GuardrailVersion);
}

using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Removes managed prompts with all their versions, or one version.</summary>
[Cmdlet(VerbsCommon.Remove, "BRPrompt", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveBRPromptCommand : RemoveVersionedResourceCmdlet
{
    /// <summary>Ids, ARNs or names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PromptId", "PromptArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] Id { get; set; } = null!;

    /// <summary>Number of the one version to remove; the draft and the others stay. A piped draft stands for the whole prompt.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Version")]
    public string? PromptVersion { get; set; }

    private protected override ResourceType Type => ResourceTypes.Prompt;

    private protected override string VersionParameter => nameof(PromptVersion);
}

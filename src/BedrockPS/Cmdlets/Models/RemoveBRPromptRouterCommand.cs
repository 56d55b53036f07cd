using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Removes prompt routers. Those of the service's own cannot be removed.</summary>
[Cmdlet(VerbsCommon.Remove, "BRPromptRouter", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveBRPromptRouterCommand : RemoveResourceCmdlet
{
    /// <summary>ARNs or names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PromptRouterArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] Id { get; set; } = null!;

    private protected override ResourceType Type => ResourceTypes.PromptRouter;
}

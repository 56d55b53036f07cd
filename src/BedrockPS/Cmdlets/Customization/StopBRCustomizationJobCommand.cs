using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Stops customization jobs under way. What was trained until then is paid for, and no model is made.</summary>
[Cmdlet(VerbsLifecycle.Stop, "BRCustomizationJob", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class StopBRCustomizationJobCommand : ResourceActionCmdlet
{
    /// <summary>ARNs or names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("CustomizationJobArn", "JobArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] Id { get; set; } = null!;

    private protected override ResourceType Type => ResourceTypes.CustomizationJob;

    private protected override string Operation => "StopModelCustomizationJob";

    private protected override string? ConflictAdvice => Type.EndedAdvice;
}

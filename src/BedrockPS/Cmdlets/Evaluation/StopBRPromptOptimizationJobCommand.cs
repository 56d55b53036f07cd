using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Stops prompt optimization jobs under way. The calls made until then are paid for.</summary>
[Cmdlet(VerbsLifecycle.Stop, "BRPromptOptimizationJob", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class StopBRPromptOptimizationJobCommand : ResourceActionCmdlet
{
    /// <summary>Ids, ARNs or names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PromptOptimizationJobArn", "JobArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] Id { get; set; } = null!;

    private protected override ResourceType Type => ResourceTypes.PromptOptimizationJob;

    private protected override string Operation => "StopAdvancedPromptOptimizationJob";

    private protected override string? ConflictAdvice => Type.EndedAdvice;
}

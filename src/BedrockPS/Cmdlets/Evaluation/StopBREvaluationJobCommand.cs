using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Stops evaluation jobs under way. What was measured until then is paid for and stays in S3.</summary>
[Cmdlet(VerbsLifecycle.Stop, "BREvaluationJob", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class StopBREvaluationJobCommand : ResourceActionCmdlet
{
    /// <summary>ARNs or names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("EvaluationJobArn", "JobArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] Id { get; set; } = null!;

    private protected override ResourceType Type => ResourceTypes.EvaluationJob;

    private protected override string Operation => "StopEvaluationJob";

    private protected override string? ConflictAdvice => Type.EndedAdvice;
}

using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Removes evaluation jobs that have ended. Their results in S3 stay.</summary>
[Cmdlet(VerbsCommon.Remove, "BREvaluationJob", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveBREvaluationJobCommand : RemoveResourceCmdlet
{
    /// <summary>ARNs or names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Member("jobIdentifiers")]
    [Alias("EvaluationJobArn", "JobArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] Id { get; set; } = null!;

    private protected override ResourceType Type => ResourceTypes.EvaluationJob;
}

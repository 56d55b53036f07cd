using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Stops batches under way. Records worked through until then are paid for, and their results are in S3.</summary>
[Cmdlet(VerbsLifecycle.Stop, "BRBatch", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class StopBRBatchCommand : ResourceActionCmdlet
{
    /// <summary>Ids, ARNs or names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("BatchId", "BatchArn", "JobArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] Id { get; set; } = null!;

    private protected override ResourceType Type => ResourceTypes.Batch;

    private protected override string Operation => "StopModelInvocationJob";

    private protected override string? ConflictAdvice => Type.EndedAdvice;
}

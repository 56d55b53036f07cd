using System;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Lists batches, or shows one with its counts of records. A batch is a file of requests in S3 that the service works through for
/// half the price within hours; results are in S3, where OutputDataConfig says.
/// </summary>
[Cmdlet(VerbsCommon.Get, "BRBatch", SupportsPaging = true)]
[OutputType("BedrockPS.Batch")]
public sealed class GetBRBatchCommand : GetResourceCmdlet
{
    /// <summary>Ids, ARNs or names. With wildcards: those that fit. Without: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("BatchId", "BatchArn", "JobArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [SupportsWildcards]
    [ResourceId]
    public string[]? Id { get; set; }

    /// <summary>
    /// Those whose name holds this text alone. The service looks for it, where wildcards in -Id are compared here with all there
    /// are.
    /// </summary>
    [Parameter]
    public string? NameContains { get; set; }

    /// <summary>Those in this state alone.</summary>
    [Parameter]
    [Member("statusEquals")]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string? Status { get; set; }

    /// <summary>Those handed in after this time alone.</summary>
    [Parameter]
    [Member("submitTimeAfter")]
    [Alias("CreatedAfter")]
    public DateTime? SubmittedAfter { get; set; }

    /// <summary>Those handed in before this time alone.</summary>
    [Parameter]
    [Member("submitTimeBefore")]
    [Alias("CreatedBefore")]
    public DateTime? SubmittedBefore { get; set; }

    private protected override ResourceType Type => ResourceTypes.Batch;
}

using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Lists evaluation jobs, or shows one with its data sets, metrics and models. Results are in S3, where OutputDataConfig says.
/// </summary>
[Cmdlet(VerbsCommon.Get, "BREvaluationJob", SupportsPaging = true)]
[OutputType("BedrockPS.EvaluationJob")]
public sealed class GetBREvaluationJobCommand : GetJobCmdlet
{
    /// <summary>ARNs or names. With wildcards: those that fit. Without: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("EvaluationJobArn", "JobArn", "Arn")]
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

    /// <summary>Jobs of this type alone: ModelEvaluation or RagEvaluation.</summary>
    [Parameter]
    [Member("applicationTypeEquals")]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string? ApplicationType { get; set; }

    private protected override ResourceType Type => ResourceTypes.EvaluationJob;
}

using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Lists prompt optimization jobs, or shows one with its models. Results are in S3, where OutputConfig says.</summary>
[Cmdlet(VerbsCommon.Get, "BRPromptOptimizationJob", SupportsPaging = true)]
[OutputType("BedrockPS.PromptOptimizationJob")]
public sealed class GetBRPromptOptimizationJobCommand : GetResourceCmdlet
{
    /// <summary>Ids, ARNs or names. With wildcards: those that fit. Without: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PromptOptimizationJobArn", "JobArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [SupportsWildcards]
    [ResourceId]
    public string[]? Id { get; set; }

    private protected override ResourceType Type => ResourceTypes.PromptOptimizationJob;
}

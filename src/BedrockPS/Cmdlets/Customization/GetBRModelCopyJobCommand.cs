using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Lists jobs that copy custom models into this region, or shows one. They have no name of their own: the name of the copy counts.
/// </summary>
[Cmdlet(VerbsCommon.Get, "BRModelCopyJob", SupportsPaging = true)]
[OutputType("BedrockPS.ModelCopyJob")]
public sealed class GetBRModelCopyJobCommand : GetJobCmdlet
{
    /// <summary>ARNs, or names of the copies. With wildcards: those that fit. Without: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ModelCopyJobArn", "JobArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [SupportsWildcards]
    [ResourceId]
    public string[]? Id { get; set; }

    /// <summary>
    /// Those whose name holds this text alone. The service looks for it, where wildcards in -Id are compared here with all there
    /// are.
    /// </summary>
    [Parameter]
    [Member("targetModelNameContains")]
    public string? NameContains { get; set; }

    /// <summary>Those that copy from this account alone, 12 digits.</summary>
    [Parameter]
    [Member("sourceAccountEquals")]
    public string? SourceAccount { get; set; }

    /// <summary>Those that copy this custom model alone, an ARN.</summary>
    [Parameter]
    [Member("sourceModelArnEquals")]
    public string? SourceModelArn { get; set; }

    private protected override ResourceType Type => ResourceTypes.ModelCopyJob;
}

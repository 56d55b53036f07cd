using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Lists jobs that import models, or shows one. An imported model that is piped in shows the job that made it.</summary>
[Cmdlet(VerbsCommon.Get, "BRModelImportJob", SupportsPaging = true)]
[OutputType("BedrockPS.ModelImportJob")]
public sealed class GetBRModelImportJobCommand : GetJobCmdlet
{
    /// <summary>ARNs or names. With wildcards: those that fit. Without: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ModelImportJobArn", "JobArn", "Arn")]
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

    private protected override ResourceType Type => ResourceTypes.ModelImportJob;
}

using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Lists customization jobs, or shows one with its data, parameters and metrics. A custom model that is piped in shows the job that
/// made it.
/// </summary>
[Cmdlet(VerbsCommon.Get, "BRCustomizationJob", SupportsPaging = true)]
[OutputType("BedrockPS.CustomizationJob")]
public sealed class GetBRCustomizationJobCommand : GetJobCmdlet
{
    /// <summary>ARNs or names. With wildcards: those that fit. Without: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("CustomizationJobArn", "JobArn", "Arn")]
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

    private protected override ResourceType Type => ResourceTypes.CustomizationJob;
}

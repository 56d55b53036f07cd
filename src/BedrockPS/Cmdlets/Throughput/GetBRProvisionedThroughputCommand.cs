using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Lists provisioned throughput, or shows one with its commitment and when that ends. ModelId is what a call names it by.
/// </summary>
[Cmdlet(VerbsCommon.Get, "BRProvisionedThroughput", SupportsPaging = true)]
[OutputType("BedrockPS.ProvisionedThroughput")]
public sealed class GetBRProvisionedThroughputCommand : GetJobCmdlet
{
    /// <summary>Ids, ARNs or names. With wildcards: those that fit. Without: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ProvisionedThroughputId", "ProvisionedModelId", "ProvisionedModelArn", "Arn")]
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

    /// <summary>Those for this model alone: an id, an ARN, or a short name that fits one model.</summary>
    [Parameter]
    [Member("modelArnEquals")]
    [ModelArn]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string? Model { get; set; }

    private protected override ResourceType Type => ResourceTypes.ProvisionedThroughput;
}

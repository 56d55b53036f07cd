using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Lists endpoints of models of the marketplace, or shows one with its machines. Such a model runs on a SageMaker endpoint of your
/// own, and is called by the endpoint's ARN.
/// </summary>
[Cmdlet(VerbsCommon.Get, "BRMarketplaceEndpoint", SupportsPaging = true)]
[OutputType("BedrockPS.MarketplaceEndpoint")]
public sealed class GetBRMarketplaceEndpointCommand : GetResourceCmdlet
{
    /// <summary>ARNs, or names of the endpoints. With wildcards: those that fit. Without: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("EndpointArn", "MarketplaceEndpointArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [SupportsWildcards]
    [ResourceId]
    public string[]? Id { get; set; }

    /// <summary>Endpoints of this model alone, the ARN of its entry in the public hub of SageMaker.</summary>
    [Parameter]
    [Member("modelSourceEquals")]
    public string? ModelSource { get; set; }

    private protected override ResourceType Type => ResourceTypes.MarketplaceEndpoint;
}

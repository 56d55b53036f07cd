using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Takes endpoints of marketplace models out of Bedrock. They run on in SageMaker and are paid for; Register-BRMarketplaceEndpoint
/// brings them back.
/// </summary>
[Cmdlet(VerbsLifecycle.Unregister, "BRMarketplaceEndpoint", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class UnregisterBRMarketplaceEndpointCommand : ResourceActionCmdlet
{
    /// <summary>ARNs, or names of the endpoints.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("EndpointArn", "MarketplaceEndpointArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] Id { get; set; } = null!;

    private protected override ResourceType Type => ResourceTypes.MarketplaceEndpoint;

    private protected override string Operation => "DeregisterMarketplaceModelEndpoint";
}

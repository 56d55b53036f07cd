using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Removes endpoints of marketplace models together with their machines. Unregister-BRMarketplaceEndpoint leaves the machines
/// running.
/// </summary>
[Cmdlet(VerbsCommon.Remove, "BRMarketplaceEndpoint", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveBRMarketplaceEndpointCommand : RemoveResourceCmdlet
{
    /// <summary>ARNs, or names of the endpoints.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("EndpointArn", "MarketplaceEndpointArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] Id { get; set; } = null!;

    private protected override ResourceType Type => ResourceTypes.MarketplaceEndpoint;
}

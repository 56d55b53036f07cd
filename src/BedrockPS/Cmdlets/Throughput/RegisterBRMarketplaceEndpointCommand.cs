using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Registers SageMaker endpoints with Bedrock. The endpoint must run a model of the marketplace; it can be called through Bedrock
/// from then on.
/// </summary>
[Cmdlet(VerbsLifecycle.Register, "BRMarketplaceEndpoint", SupportsShouldProcess = true)]
[OutputType("BedrockPS.MarketplaceEndpoint")]
public sealed class RegisterBRMarketplaceEndpointCommand : ResourceActionCmdlet
{
    /// <summary>ARNs of the endpoints.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("EndpointArn", "MarketplaceEndpointArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] Id { get; set; } = null!;

    /// <summary>Model of the catalogue: the ARN of its entry in the public hub of SageMaker.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Member("modelSourceIdentifier")]
    [Alias("ModelSourceIdentifier")]
    public string ModelSource { get; set; } = null!;

    private protected override ResourceType Type => ResourceTypes.MarketplaceEndpoint;

    private protected override string Operation => "RegisterMarketplaceModelEndpoint";

    private protected override void Finished(ResourceContent answer, Dictionary<string, object?> members) => WriteObject(Show(answer));
}

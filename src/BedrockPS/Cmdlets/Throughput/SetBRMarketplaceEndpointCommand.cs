using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Changes the machines an endpoint of a marketplace model runs on. What is not given stays as it is; more machines cost more by
/// the hour.
/// </summary>
[Cmdlet(VerbsCommon.Set, "BRMarketplaceEndpoint", SupportsShouldProcess = true)]
[OutputType("BedrockPS.MarketplaceEndpoint")]
public sealed class SetBRMarketplaceEndpointCommand : SetResourceCmdlet
{
    /// <summary>ARNs, or names of the endpoints.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("EndpointArn", "MarketplaceEndpointArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] Id { get; set; } = null!;

    /// <summary>Kind of machine from now on, such as ml.g5.2xlarge; the model says which will do.</summary>
    [Parameter]
    [Member("endpointConfig.sageMaker.instanceType")]
    public string? InstanceType { get; set; }

    /// <summary>Number of machines from now on, 1 or more.</summary>
    [Parameter]
    [Member("endpointConfig.sageMaker.initialInstanceCount")]
    [Alias("InitialInstanceCount")]
    [ValidateRange(1, int.MaxValue)]
    public int? InstanceCount { get; set; }

    /// <summary>IAM role SageMaker runs the model with from now on, an ARN.</summary>
    [Parameter]
    [Member("endpointConfig.sageMaker.executionRole")]
    [Alias("RoleArn")]
    public string? ExecutionRole { get; set; }

    /// <summary>KMS key that encrypts the disks of the machines: id, ARN or alias.</summary>
    [Parameter]
    [Member("endpointConfig.sageMaker.kmsEncryptionKey")]
    public string? KmsKeyId { get; set; }

    /// <summary>Subnets of your VPC the machines are in, 1 to 16; -SecurityGroupId belongs to it.</summary>
    [Parameter]
    [Member("endpointConfig.sageMaker.vpc.subnetIds")]
    public string[]? SubnetId { get; set; }

    /// <summary>Security groups of your VPC, 1 to 5; -SubnetId belongs to it.</summary>
    [Parameter]
    [Member("endpointConfig.sageMaker.vpc.securityGroupIds")]
    public string[]? SecurityGroupId { get; set; }

    private protected override ResourceType Type => ResourceTypes.MarketplaceEndpoint;
}

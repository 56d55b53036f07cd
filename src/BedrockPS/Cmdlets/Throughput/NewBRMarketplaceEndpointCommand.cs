using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Hosts a model of the marketplace on a SageMaker endpoint and registers it. The machines are paid for by the hour until the
/// endpoint is removed, so PowerShell asks first.
/// </summary>
[Cmdlet(VerbsCommon.New, "BRMarketplaceEndpoint", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType("BedrockPS.MarketplaceEndpoint")]
public sealed class NewBRMarketplaceEndpointCommand : StartResourceCmdlet
{
    /// <summary>Name of the endpoint, up to 30 letters, digits and hyphens.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Member("endpointName")]
    [Alias("EndpointName")]
    public string Name { get; set; } = null!;

    /// <summary>Model of the catalogue: the ARN of its entry in the public hub of SageMaker.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Member("modelSourceIdentifier")]
    [Alias("ModelSourceIdentifier")]
    public string ModelSource { get; set; } = null!;

    /// <summary>Kind of machine, such as ml.g5.2xlarge; the model says which will do.</summary>
    [Parameter(Mandatory = true)]
    [Member("endpointConfig.sageMaker.instanceType")]
    public string InstanceType { get; set; } = null!;

    /// <summary>Number of machines, 1 or more.</summary>
    [Parameter(Mandatory = true)]
    [Member("endpointConfig.sageMaker.initialInstanceCount")]
    [Alias("InitialInstanceCount")]
    [ValidateRange(1, int.MaxValue)]
    public int? InstanceCount { get; set; }

    /// <summary>IAM role SageMaker runs the model with, an ARN.</summary>
    [Parameter(Mandatory = true)]
    [Member("endpointConfig.sageMaker.executionRole")]
    [Alias("RoleArn")]
    public string ExecutionRole { get; set; } = null!;

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

    /// <summary>Accepts the licence of the model's maker; some models want that.</summary>
    [Parameter]
    public SwitchParameter AcceptEula { get; set; }

    /// <summary>Tags, a hashtable of names and values.</summary>
    [Parameter]
    [Member("tags")]
    public IDictionary? Tag { get; set; }

    private protected override ResourceType Type => ResourceTypes.MarketplaceEndpoint;

    private protected override string Describe(string? identity, IReadOnlyDictionary<string, object?> members) =>
        $"{base.Describe(identity, members)}: {InstanceCount} x {InstanceType}, paid for by the hour until it is removed"
            + (AcceptEula ? "; its maker's licence is accepted" : "");
}

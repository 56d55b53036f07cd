using System.Collections;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Imports a model of an open architecture from files in S3. The imported model is called by its ARN, and paid for by the copies
/// that run.
/// </summary>
[Cmdlet(VerbsLifecycle.Start, "BRModelImportJob", SupportsShouldProcess = true)]
[OutputType("BedrockPS.ModelImportJob")]
public sealed class StartBRModelImportJobCommand : StartResourceCmdlet
{
    /// <summary>Name of the job, up to 63 letters, digits, hyphens, dots and plus signs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    public string JobName { get; set; } = null!;

    /// <summary>Name of the model to be made, up to 63 letters, digits, hyphens and underscores.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string ImportedModelName { get; set; } = null!;

    /// <summary>Folder of the model files in the format of Hugging Face: s3://bucket/folder/.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Member("modelDataSource.s3DataSource.s3Uri")]
    [ArgumentCompleter(typeof(S3Completer))]
    public string ModelS3Uri { get; set; } = null!;

    /// <summary>IAM role the service acts with, an ARN. It must let the service reach the buckets that are named.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string RoleArn { get; set; } = null!;

    /// <summary>KMS key that encrypts the model: id, ARN or alias.</summary>
    [Parameter]
    [Member("importedModelKmsKeyId")]
    public string? KmsKeyId { get; set; }

    /// <summary>Subnets of your VPC the job works in, 1 to 16; -SecurityGroupId belongs to it.</summary>
    [Parameter]
    [Member("vpcConfig.subnetIds")]
    public string[]? SubnetId { get; set; }

    /// <summary>Security groups of your VPC, 1 to 5; -SubnetId belongs to it.</summary>
    [Parameter]
    [Member("vpcConfig.securityGroupIds")]
    public string[]? SecurityGroupId { get; set; }

    /// <summary>Tags of the job, a hashtable of names and values.</summary>
    [Parameter]
    [Member("jobTags")]
    public IDictionary? Tag { get; set; }

    /// <summary>Tags of the model, a hashtable of names and values.</summary>
    [Parameter]
    [Member("importedModelTags")]
    public IDictionary? ImportedModelTag { get; set; }

    private protected override ResourceType Type => ResourceTypes.ModelImportJob;
}

using System.Collections;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Makes a custom model of files in S3 or of a SageMaker model package, without a training job. It is Creating at first, and can be
/// deployed when it is Active.
/// </summary>
[Cmdlet(VerbsCommon.New, "BRCustomModel", SupportsShouldProcess = true)]
[OutputType("BedrockPS.CustomModel")]
public sealed class NewBRCustomModelCommand : StartResourceCmdlet
{
    /// <summary>Name, up to 63 letters, digits, hyphens and underscores.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Member("modelName")]
    [Alias("ModelName")]
    public string Name { get; set; } = null!;

    /// <summary>Folder of the model files, s3://bucket/folder/.</summary>
    [Parameter]
    [Member("modelSourceConfig.s3DataSource.s3Uri")]
    [ArgumentCompleter(typeof(S3Completer))]
    public string? ModelS3Uri { get; set; }

    /// <summary>SageMaker model package to take the model from, an ARN. Either this or -ModelS3Uri.</summary>
    [Parameter]
    [Member("customModelDataSource.modelPackageArnDataSource.modelPackageArn")]
    public string? ModelPackageArn { get; set; }

    /// <summary>IAM role the service reads the files with, an ARN.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? RoleArn { get; set; }

    /// <summary>KMS key that encrypts the model, an ARN.</summary>
    [Parameter]
    [Member("modelKmsKeyArn")]
    public string? KmsKeyArn { get; set; }

    /// <summary>Tags, a hashtable of names and values.</summary>
    [Parameter]
    [Member("modelTags")]
    public IDictionary? Tag { get; set; }

    private protected override ResourceType Type => ResourceTypes.CustomModel;
}

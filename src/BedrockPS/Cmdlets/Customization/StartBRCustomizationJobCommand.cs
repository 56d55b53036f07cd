using System.Collections;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Starts a job that makes a custom model by training a base model on your data. Training is paid for by the tokens read. -Wait
/// comes back when the model is there, or with the service's reason why not.
/// </summary>
[Cmdlet(VerbsLifecycle.Start, "BRCustomizationJob", SupportsShouldProcess = true)]
[OutputType("BedrockPS.CustomizationJob")]
public sealed class StartBRCustomizationJobCommand : StartResourceCmdlet
{
    /// <summary>Name of the job, up to 63 letters, digits, hyphens, dots and plus signs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    public string JobName { get; set; } = null!;

    /// <summary>Name of the model to be made, up to 63 letters, digits, hyphens and underscores.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string CustomModelName { get; set; } = null!;

    /// <summary>Model to start from: id, ARN or short name of a foundation model that can be customised, or the ARN of a custom model.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Member("baseModelIdentifier")]
    [ModelId]
    [Alias("BaseModelIdentifier", "BaseModelArn", "ModelArn", "ModelId", "Id")]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string BaseModel { get; set; } = null!;

    /// <summary>IAM role the service acts with, an ARN. It must let the service reach the buckets that are named.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string RoleArn { get; set; } = null!;

    /// <summary>
    /// Way of customising, FINE_TUNING if not given: CONTINUED_PRE_TRAINING, DISTILLATION and REINFORCEMENT_FINE_TUNING are others.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string? CustomizationType { get; set; }

    /// <summary>Training data, JSON Lines: s3://bucket/file.jsonl.</summary>
    [Parameter]
    [Member("trainingDataConfig.s3Uri")]
    [ArgumentCompleter(typeof(S3Completer))]
    public string? TrainingDataS3Uri { get; set; }

    /// <summary>
    /// Training data out of logged invocations instead: invocationLogSource with s3Uri, usePromptResponse, requestMetadataFilters.
    /// </summary>
    [Parameter]
    [Member("trainingDataConfig.invocationLogsConfig")]
    public object? InvocationLog { get; set; }

    /// <summary>Files to validate the model with, up to 10: s3://bucket/file.jsonl.</summary>
    [Parameter]
    [Member("validationDataConfig.validators.s3Uri")]
    [Alias("Validator")]
    [ArgumentCompleter(typeof(S3Completer))]
    public string[]? ValidationDataS3Uri { get; set; }

    /// <summary>Folder for metrics: s3://bucket/folder/.</summary>
    [Parameter(Mandatory = true)]
    [Member("outputDataConfig.s3Uri")]
    [ArgumentCompleter(typeof(S3Completer))]
    public string OutputS3Uri { get; set; } = null!;

    /// <summary>
    /// Parameters of the training, a hashtable of names and values such as @{ epochCount = 2 }; each base model has its own.
    /// </summary>
    [Parameter]
    [Member("hyperParameters")]
    public IDictionary? HyperParameter { get; set; }

    /// <summary>
    /// For distillation: distillationConfig with teacherModelConfig; for reinforcement: rftConfig with graderConfig and
    /// hyperParameters.
    /// </summary>
    [Parameter]
    public object? CustomizationConfig { get; set; }

    /// <summary>KMS key that encrypts the model: id, ARN or alias.</summary>
    [Parameter]
    public string? CustomModelKmsKeyId { get; set; }

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
    [Member("customModelTags")]
    public IDictionary? CustomModelTag { get; set; }

    private protected override ResourceType Type => ResourceTypes.CustomizationJob;
}

using System.Collections;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Starts a job that measures how well models or knowledge bases answer. Metrics are worked out by the service, by a judging model,
/// or by people. Inference and judging are paid for like other calls.
/// </summary>
[Cmdlet(VerbsLifecycle.Start, "BREvaluationJob", SupportsShouldProcess = true)]
[OutputType("BedrockPS.EvaluationJob")]
public sealed class StartBREvaluationJobCommand : StartResourceCmdlet
{
    /// <summary>Name of the job, up to 63 small letters, digits and hyphens.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    public string JobName { get; set; } = null!;

    /// <summary>
    /// How to measure: automated with datasetMetricConfigs and, for a judging model, evaluatorModelConfig; or human with
    /// humanWorkflowConfig, customMetrics and datasetMetricConfigs.
    /// </summary>
    [Parameter(Mandatory = true)]
    public object EvaluationConfig { get; set; } = null!;

    /// <summary>
    /// What to measure: models with one or two bedrockModel or precomputedInferenceSource; or ragConfigs with one knowledge base or
    /// source of answers.
    /// </summary>
    [Parameter(Mandatory = true)]
    public object InferenceConfig { get; set; } = null!;

    /// <summary>Folder for the results: s3://bucket/folder/.</summary>
    [Parameter(Mandatory = true)]
    [Member("outputDataConfig.s3Uri")]
    [ArgumentCompleter(typeof(S3Completer))]
    public string OutputS3Uri { get; set; } = null!;

    /// <summary>IAM role the service acts with, an ARN. It must let the service reach the buckets that are named.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string RoleArn { get; set; } = null!;

    /// <summary>What it is for, up to 200 characters.</summary>
    [Parameter]
    [Member("jobDescription")]
    [Alias("JobDescription")]
    public string? Description { get; set; }

    /// <summary>ModelEvaluation or RagEvaluation.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string? ApplicationType { get; set; }

    /// <summary>KMS key that encrypts the results: id, ARN or alias.</summary>
    [Parameter]
    [Member("customerEncryptionKeyId")]
    public string? KmsKeyId { get; set; }

    /// <summary>Tags, a hashtable of names and values.</summary>
    [Parameter]
    [Member("jobTags")]
    public IDictionary? Tag { get; set; }

    private protected override ResourceType Type => ResourceTypes.EvaluationJob;
}

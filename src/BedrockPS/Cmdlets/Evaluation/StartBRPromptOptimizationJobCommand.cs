using System.Collections;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Starts a job that rewrites prompts for up to five models and compares the answers. The calls it makes are paid for like others.
/// </summary>
[Cmdlet(VerbsLifecycle.Start, "BRPromptOptimizationJob", SupportsShouldProcess = true)]
[OutputType("BedrockPS.PromptOptimizationJob")]
public sealed class StartBRPromptOptimizationJobCommand : StartResourceCmdlet
{
    /// <summary>Name of the job, up to 100 letters, digits, hyphens, dots and plus signs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    public string JobName { get; set; } = null!;

    /// <summary>Prompts and examples: s3://bucket/file.jsonl.</summary>
    [Parameter(Mandatory = true)]
    [Member("inputConfig.s3Uri")]
    [ArgumentCompleter(typeof(S3Completer))]
    public string InputS3Uri { get; set; } = null!;

    /// <summary>Folder for the results, with a slash at the end: s3://bucket/folder/.</summary>
    [Parameter(Mandatory = true)]
    [Member("outputConfig.s3Uri")]
    [ArgumentCompleter(typeof(S3Completer))]
    public string OutputS3Uri { get; set; } = null!;

    /// <summary>
    /// Models to write for, 1 to 5 ids of foundation models or inference profiles, or short names; -ModelConfiguration says more of each.
    /// </summary>
    [Parameter]
    [Member("modelConfigurations.modelId")]
    [ModelId(Output = "TEXT")]
    [Alias("ModelId")]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string[]? Model { get; set; }

    /// <summary>Models to write for, instead of -Model: modelId, inferenceConfig and additionalModelRequestFields of each.</summary>
    [Parameter]
    [Member("modelConfigurations")]
    public object[]? ModelConfiguration { get; set; }

    /// <summary>What it is for, up to 500 characters.</summary>
    [Parameter]
    [Member("jobDescription")]
    [Alias("JobDescription")]
    public string? Description { get; set; }

    /// <summary>KMS key that encrypts the results, an ARN.</summary>
    [Parameter]
    [Member("encryptionKeyArn")]
    public string? KmsKeyArn { get; set; }

    /// <summary>Tags, a hashtable of names and values.</summary>
    [Parameter]
    [Member("tags")]
    public IDictionary? Tag { get; set; }

    private protected override ResourceType Type => ResourceTypes.PromptOptimizationJob;
}

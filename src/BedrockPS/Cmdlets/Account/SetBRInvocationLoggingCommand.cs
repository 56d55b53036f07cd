using System.Linq;
using System.Management.Automation;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Has the account's calls of models logged to CloudWatch Logs, S3 or both, in one region. What is not given stays as it is;
/// Remove-BRInvocationLogging ends it.
/// </summary>
[Cmdlet(VerbsCommon.Set, "BRInvocationLogging", SupportsShouldProcess = true)]
[OutputType(typeof(InvocationLogging))]
public sealed class SetBRInvocationLoggingCommand : SetResourceCmdlet
{
    /// <summary>Log group of CloudWatch Logs, which must be there; -RoleArn belongs to it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Member("loggingConfig.cloudWatchConfig.logGroupName")]
    public string? LogGroup { get; set; }

    /// <summary>Role that Bedrock writes to the log group as.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Member("loggingConfig.cloudWatchConfig.roleArn")]
    public string? RoleArn { get; set; }

    /// <summary>S3 bucket for what is too large for the log group: more than 100 kB, or no text.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Member("loggingConfig.cloudWatchConfig.largeDataDeliveryS3Config.bucketName")]
    public string? LargeDataBucket { get; set; }

    /// <summary>What keys in that bucket begin with.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Member("loggingConfig.cloudWatchConfig.largeDataDeliveryS3Config.keyPrefix")]
    public string? LargeDataPrefix { get; set; }

    /// <summary>S3 bucket for everything, in the same region; its policy must let Bedrock write.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Member("loggingConfig.s3Config.bucketName")]
    public string? Bucket { get; set; }

    /// <summary>What keys in the bucket begin with.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Member("loggingConfig.s3Config.keyPrefix")]
    public string? Prefix { get; set; }

    /// <summary>Log text.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Member("loggingConfig.textDataDeliveryEnabled")]
    public bool Text { get; set; }

    /// <summary>Log images.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Member("loggingConfig.imageDataDeliveryEnabled")]
    public bool Image { get; set; }

    /// <summary>Log embeddings.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Member("loggingConfig.embeddingDataDeliveryEnabled")]
    public bool Embedding { get; set; }

    /// <summary>Log videos.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Member("loggingConfig.videoDataDeliveryEnabled")]
    public bool Video { get; set; }

    /// <summary>Log sound.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Member("loggingConfig.audioDataDeliveryEnabled")]
    public bool Audio { get; set; }

    private protected override ResourceType Type => ResourceTypes.InvocationLogging;

    protected override void Process()
    {
        // What an object of Get-BRInvocationLogging does not have changes nothing here.
        foreach (string absent in MyInvocation.BoundParameters.Where(entry => entry.Value is null or "" && !IsTyped(entry.Key)).Select(static entry => entry.Key).ToArray())
        {
            MyInvocation.BoundParameters.Remove(absent);
        }

        base.Process();
    }

    private protected override PSObject Show(ResourceContent content) => new(InvocationLoggingReader.Read(content.Values, Api.Region));
}

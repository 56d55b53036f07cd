using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Changes a data source. What is not given stays as it is.</summary>
[Cmdlet(VerbsCommon.Set, "BRDataSource", SupportsShouldProcess = true)]
[OutputType("BedrockPS.DataSource")]
public sealed class SetBRDataSourceCommand : ReviseResourceCmdlet
{
    /// <summary>Id, ARN or name of the knowledge base.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string KnowledgeBaseId { get; set; } = null!;

    /// <summary>Ids or names.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] DataSourceId { get; set; } = null!;

    /// <summary>New name, up to 100 letters, digits, hyphens and underscores.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>ARN of the S3 bucket it reads; -Configuration in short.</summary>
    [Parameter]
    [Member("dataSourceConfiguration.s3Configuration.bucketArn")]
    public string? BucketArn { get; set; }

    /// <summary>The one prefix in the bucket it reads; without it all objects.</summary>
    [Parameter]
    [Member("dataSourceConfiguration.s3Configuration.inclusionPrefixes")]
    public string[]? InclusionPrefix { get; set; }

    /// <summary>What it reads: s3Configuration, webConfiguration and so on, or type CUSTOM for documents you send.</summary>
    [Parameter]
    [Member("dataSourceConfiguration")]
    [Alias("DataSourceConfiguration")]
    public object? Configuration { get; set; }

    /// <summary>What it holds, up to 200 characters.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>What becomes of its vectors when it is removed: DELETE or RETAIN.</summary>
    [Parameter]
    [Member("dataDeletionPolicy")]
    [Alias("DataDeletionPolicy")]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string? DeletionPolicy { get; set; }

    /// <summary>ARN of the KMS key that encrypts what is taken out of it on the way.</summary>
    [Parameter]
    [Member("serverSideEncryptionConfiguration.kmsKeyArn")]
    public string? KmsKeyArn { get; set; }

    /// <summary>How documents are cut and read: chunkingConfiguration, parsingConfiguration and so on. It cannot change later.</summary>
    [Parameter]
    public object? VectorIngestionConfiguration { get; set; }

    private protected override ResourceType Type => ResourceTypes.DataSource;
}

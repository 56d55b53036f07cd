using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Changes a knowledge base: name, description or role. The service takes no other model or store.</summary>
[Cmdlet(VerbsCommon.Set, "BRKnowledgeBase", SupportsShouldProcess = true)]
[OutputType("BedrockPS.KnowledgeBase")]
public sealed class SetBRKnowledgeBaseCommand : ReviseResourceCmdlet
{
    /// <summary>Ids, ARNs or names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("KnowledgeBaseId", "KnowledgeBaseArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] Id { get; set; } = null!;

    /// <summary>New name, up to 100 letters, digits, hyphens and underscores.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>What it holds, up to 200 characters.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>ARN of the role it acts as.</summary>
    [Parameter]
    public string? RoleArn { get; set; }

    /// <summary>What kind it is: vectorKnowledgeBaseConfiguration, kendra…, sql… or managedKnowledgeBaseConfiguration.</summary>
    [Parameter]
    [Member("knowledgeBaseConfiguration")]
    [Alias("KnowledgeBaseConfiguration")]
    public object? Configuration { get; set; }

    /// <summary>ARN of the model that makes vectors of documents and questions; -Configuration in short.</summary>
    [Parameter]
    [Member("knowledgeBaseConfiguration.vectorKnowledgeBaseConfiguration.embeddingModelArn")]
    public string? EmbeddingModelArn { get; set; }

    /// <summary>Where vectors are kept: s3VectorsConfiguration, opensearchServerlessConfiguration, rdsConfiguration and so on.</summary>
    [Parameter]
    public object? StorageConfiguration { get; set; }

    private protected override ResourceType Type => ResourceTypes.KnowledgeBase;
}

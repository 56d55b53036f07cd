using System.Collections;
using System.Management.Automation;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Makes a knowledge base. It is empty: give it a data source with New-BRDataSource.</summary>
[Cmdlet(VerbsCommon.New, "BRKnowledgeBase", SupportsShouldProcess = true)]
[OutputType("BedrockPS.KnowledgeBase")]
public sealed class NewBRKnowledgeBaseCommand : StartResourceCmdlet
{
    /// <summary>Name, up to 100 letters, digits, hyphens and underscores; no other knowledge base of the region may have it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string Name { get; set; } = null!;

    /// <summary>ARN of the role it acts as, which may call the embedding model and use the store.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string RoleArn { get; set; } = null!;

    /// <summary>What kind it is: vectorKnowledgeBaseConfiguration, kendra…, sql… or managedKnowledgeBaseConfiguration.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Member("knowledgeBaseConfiguration")]
    [Alias("KnowledgeBaseConfiguration")]
    public object? Configuration { get; set; }

    /// <summary>ARN of the model that makes vectors of documents and questions; -Configuration in short.</summary>
    [Parameter]
    [Member("knowledgeBaseConfiguration.vectorKnowledgeBaseConfiguration.embeddingModelArn")]
    public string? EmbeddingModelArn { get; set; }

    /// <summary>Where vectors are kept: s3VectorsConfiguration, opensearchServerlessConfiguration, rdsConfiguration and so on.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public object? StorageConfiguration { get; set; }

    /// <summary>What it holds, up to 200 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Description { get; set; }

    /// <summary>Tags, a hashtable of names and values.</summary>
    [Parameter]
    [Member("tags")]
    public IDictionary? Tag { get; set; }

    private protected override ResourceType Type => ResourceTypes.KnowledgeBase;
}

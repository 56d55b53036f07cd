using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Lists the data sources of a knowledge base, or shows one in full.</summary>
[Cmdlet(VerbsCommon.Get, "BRDataSource", SupportsPaging = true)]
[OutputType("BedrockPS.DataSource")]
public sealed class GetBRDataSourceCommand : GetPartCmdlet
{
    /// <summary>Id, ARN or name of the knowledge base.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string KnowledgeBaseId { get; set; } = null!;

    /// <summary>Ids or names. With wildcards: those that fit. Without: all.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [SupportsWildcards]
    [ResourceId]
    public string[]? DataSourceId { get; set; }

    private protected override ResourceType Type => ResourceTypes.DataSource;
}

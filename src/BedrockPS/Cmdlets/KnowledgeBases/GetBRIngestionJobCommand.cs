using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Lists the ingestion jobs of a data source, or shows one with what it read and why it failed.</summary>
[Cmdlet(VerbsCommon.Get, "BRIngestionJob", SupportsPaging = true)]
[OutputType("BedrockPS.IngestionJob")]
public sealed class GetBRIngestionJobCommand : GetPartCmdlet
{
    /// <summary>Id, ARN or name of the knowledge base.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string KnowledgeBaseId { get; set; } = null!;

    /// <summary>Id or name of the data source.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string DataSourceId { get; set; } = null!;

    /// <summary>Ids. With wildcards: those that fit. Without: all.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [SupportsWildcards]
    [ResourceId]
    public string[]? IngestionJobId { get; set; }

    /// <summary>Only jobs in one of these states: COMPLETE, FAILED, IN_PROGRESS, STARTING, STOPPING, STOPPED.</summary>
    [Parameter]
    [Member("filters.values")]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string[]? Status { get; set; }

    private protected override ResourceType Type => ResourceTypes.IngestionJob;
}

using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Stops ingestion jobs. What they have read stays in the knowledge base.</summary>
[Cmdlet(VerbsLifecycle.Stop, "BRIngestionJob", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class StopBRIngestionJobCommand : ResourceActionCmdlet
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

    /// <summary>Ids.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] IngestionJobId { get; set; } = null!;

    private protected override ResourceType Type => ResourceTypes.IngestionJob;

    private protected override string Operation => "StopIngestionJob";

    private protected override string? ConflictAdvice => Type.EndedAdvice;
}

using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Reads a data source again: new and changed documents go into the knowledge base, those that are gone go out.</summary>
[Cmdlet(VerbsLifecycle.Start, "BRIngestionJob", SupportsShouldProcess = true)]
[OutputType("BedrockPS.IngestionJob")]
public sealed class StartBRIngestionJobCommand : StartResourceCmdlet
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

    /// <summary>What the job is for, up to 200 characters.</summary>
    [Parameter]
    public string? Description { get; set; }

    private protected override ResourceType Type => ResourceTypes.IngestionJob;
}

using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Removes documents from a knowledge base. What is piped goes to the service ten at a time.</summary>
[Cmdlet(VerbsCommon.Remove, "BRKnowledgeBaseDocument", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveBRKnowledgeBaseDocumentCommand : RemoveResourceCmdlet
{
    private DocumentBatch? _batch;

    /// <summary>Id, ARN or name of the knowledge base.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string KnowledgeBaseId { get; set; } = null!;

    /// <summary>Id or name of the data source.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string DataSourceId { get; set; } = null!;

    /// <summary>Ids, or s3:// URIs of documents of an S3 data source.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] DocumentId { get; set; } = null!;

    internal override IReadOnlyCollection<string> AmendedMembers => ["documentIdentifiers"];

    private protected override ResourceType Type => ResourceTypes.KnowledgeBaseDocument;

    protected override void Process()
    {
        OperationDescription delete = Type.Operation(Operation);
        _batch ??= new DocumentBatch(delete, (api, members) => Wait(api.CallAsync(Type.Service, delete.Name, members, StopToken)))
        {
            Failed = WriteFailure,
        };
        Dictionary<string, object?> place = Members(delete);
        foreach (string id in DocumentId)
        {
            if (IsAgreed(Describe(id, place), delete.Name))
            {
                _batch.Add(Api, place, DocumentContent.Identifier(id), id);
            }
        }
    }

    protected override void Finish() => _batch?.Send();
}

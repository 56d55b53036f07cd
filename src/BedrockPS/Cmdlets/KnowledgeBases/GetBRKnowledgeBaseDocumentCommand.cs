using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Lists the documents of a data source, or shows how far some of them have come.</summary>
[Cmdlet(VerbsCommon.Get, "BRKnowledgeBaseDocument", SupportsPaging = true)]
[OutputType("BedrockPS.KnowledgeBaseDocument")]
public sealed class GetBRKnowledgeBaseDocumentCommand : GetResourceCmdlet
{
    private DocumentBatch? _batch;

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

    /// <summary>Ids, or s3:// URIs of documents of an S3 data source. With wildcards: those that fit. Without: all.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [SupportsWildcards]
    [ResourceId]
    public string[]? DocumentId { get; set; }

    internal override IEnumerable<string> OperationNames => [.. base.OperationNames, ByIdOperation];

    internal override IReadOnlyCollection<string> AmendedMembers => ["documentIdentifiers"];

    private protected override ResourceType Type => ResourceTypes.KnowledgeBaseDocument;

    private static string ByIdOperation => "GetKnowledgeBaseDocuments";

    protected override void Process()
    {
        if (Identities is not string[] ids || ids.Any(WildcardPattern.ContainsWildcardCharacters))
        {
            base.Process();
            return;
        }

        OperationDescription get = Type.Operation(ByIdOperation);
        _batch ??= new DocumentBatch(get, (api, members) => Wait(api.CallAsync(Type.Service, get.Name, members, StopToken)))
        {
            Told = (document, api) => WriteObject(ResourceView.Of(Type, document, api.Region)),
            Failed = WriteFailure,
        };
        Dictionary<string, object?> place = Members(get);
        foreach (string id in ids)
        {
            _batch.Add(Api, place, DocumentContent.Identifier(id), id);
        }
    }

    protected override void Finish() => _batch?.Send();
}

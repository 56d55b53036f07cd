using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using BedrockPS.Api;
using BedrockPS.Completers;
using BedrockPS.Engine.S3;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Puts documents into a knowledge base at once, without an ingestion job: texts, files and s3:// URIs. What is piped goes to the
/// service ten at a time. A document of an id that is there replaces it.
/// </summary>
[Cmdlet(VerbsCommon.Add, "BRKnowledgeBaseDocument", SupportsShouldProcess = true)]
[OutputType("BedrockPS.KnowledgeBaseDocument")]
public sealed class AddBRKnowledgeBaseDocumentCommand : ResourceCmdlet
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

    /// <summary>Text, file (Get-Item, Get-ChildItem) or s3:// URI; or an object with a property Text, and DocumentId if it has one.</summary>
    [Parameter(Position = 2, ValueFromPipeline = true)]
    [Option]
    public object? InputObject { get; set; }

    /// <summary>Text of the document.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Body", "Content")]
    [Option]
    public string? Text { get; set; }

    /// <summary>
    /// Id in a data source of the type CUSTOM, up to 2048 characters. Without it a file has its path below the current folder, a text
    /// a hash of itself, and an s3:// URI is a document of an S3 data source.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    [Option]
    public string? DocumentId { get; set; }

    /// <summary>What answers can be filtered by: a hashtable of names with texts, numbers, truth values or lists of texts, up to 50.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Option]
    public object? Metadata { get; set; }

    /// <summary>s3:// URI of a file with the metadata, instead of -Metadata.</summary>
    [Parameter]
    [Option]
    [ArgumentCompleter(typeof(S3Completer))]
    public string? MetadataS3Uri { get; set; }

    /// <summary>Who may find the document: name, type USER and access ALLOW or DENY for each.</summary>
    [Parameter]
    [Option]
    public object[]? AccessControl { get; set; }

    /// <summary>Account that owns the bucket of an s3:// URI, 12 digits, where that is another.</summary>
    [Parameter]
    [Option]
    public string? BucketOwner { get; set; }

    /// <summary>What a file is, such as text/vtt, where its content and extension do not tell.</summary>
    [Parameter]
    [Option]
    public string? MimeType { get; set; }

    internal override IEnumerable<string> OperationNames => [Type.Create!];

    internal override IReadOnlyCollection<string> AmendedMembers => ["documents"];

    private protected override ResourceType Type => ResourceTypes.KnowledgeBaseDocument;

    private protected override object? Matter => InputObject;

    private protected override IReadOnlyList<string> CallParameters => [nameof(KnowledgeBaseId), nameof(DataSourceId)];

    protected override object? Target => InputObject ?? Text;

    protected override void Process()
    {
        OperationDescription ingest = Type.Operation(Type.Create!);
        _batch ??= new DocumentBatch(ingest, (api, members) => Wait(api.CallAsync(Type.Service, ingest.Name, members, StopToken)))
        {
            Told = (document, api) => WriteObject(ResourceView.Of(Type, document, api.Region)),
            Failed = WriteFailure,
        };
        Dictionary<string, object?> place = Members(ingest);
        DocumentContent content = Read();
        Dictionary<string, object?> document = new() { ["content"] = content.Members };
        if (ReadMetadata() is { Count: > 0 } metadata)
        {
            document["metadata"] = metadata;
        }

        if (ShouldProcess(Describe(content.Id, place), ingest.Name))
        {
            _batch.Add(Api, place, document, Target, content.Length);
        }
    }

    protected override void Finish() => _batch?.Send();

    private DocumentContent Read()
    {
        object? input = InputObject is PSObject wrapped ? wrapped.BaseObject : InputObject;
        return input switch
        {
            _ when Text is not null => DocumentContent.OfText(Text, DocumentId),
            FileInfo file => DocumentContent.OfFile(file, DocumentId ?? PathBelowHere(file), MimeType),
            string { Length: 0 } => throw new BedrockException("EmptyInput", "An empty text is no document."),
            string text when S3Location.TryParse(text) is { Name.Length: > 0 } uri => DocumentContent.OfS3(uri, DocumentId, BucketOwner),
            string text => DocumentContent.OfText(text, DocumentId),
            null => throw new BedrockException("EmptyInput", "Nothing was given to put into the knowledge base."),
            _ => throw new BedrockException("InputUnsupported", $"An object ({input.GetType().Name}) was piped that is no text, no file and has no property Text.")
            {
                RecommendedAction = "Pipe texts, files, s3:// URIs, or objects with a property Text.",
            },
        };
    }

    private Dictionary<string, object?> ReadMetadata()
    {
        Dictionary<string, object?> metadata = [];
        if (Metadata is not null && DocumentMetadata.Attributes(PlainValue.ToMap(Metadata, "-Metadata")) is { Count: > 0 } attributes)
        {
            metadata["inlineAttributes"] = attributes;
        }

        if (MetadataS3Uri is not null)
        {
            metadata["s3Location"] = new Dictionary<string, object?> { ["uri"] = MetadataS3Uri };
        }

        if (AccessControl is not null)
        {
            metadata["accessControlList"] = PlainValue.From(AccessControl, "-AccessControl");
        }

        return metadata;
    }

    /// <summary>Files of the same name in different folders are different documents, wherever the folder of all of them lies.</summary>
    private string PathBelowHere(FileInfo file)
    {
        string here = SessionState.Path.CurrentFileSystemLocation.ProviderPath.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
        string path = file.FullName.StartsWith(here, System.StringComparison.Ordinal) ? file.FullName.Substring(here.Length) : file.FullName;
        return path.Replace(Path.DirectorySeparatorChar, '/');
    }
}

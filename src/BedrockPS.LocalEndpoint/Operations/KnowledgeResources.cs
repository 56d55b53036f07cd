using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using BedrockPS.Local.Agents;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Knowledge;
using BedrockPS.Local.Resources;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Operations;

/// <summary>Knowledge bases, their data sources, ingestion jobs and documents. What is ingested as text can be searched.</summary>
internal sealed class KnowledgeResources
{
    private const string Service = "bedrock-agent";

    /// <summary>Documents an ingestion job is said to find where nobody can look: in a bucket, on a site.</summary>
    private const long FoundDocuments = 3;

    private readonly ResourceDesk _desk;
    private readonly ResourceKind _base;
    private readonly ResourceKind _source;
    private readonly ResourceKind _job;
    private readonly ResourceKind _document;

    public KnowledgeResources(ResourceDesk desk, OperationTable table)
    {
        _desk = desk;
        _base = desk.Add(new ResourceKind(Service, "knowledge-base", "knowledgeBase")
        {
            Create = "CreateKnowledgeBase",
            Get = "GetKnowledgeBase",
            List = "ListKnowledgeBases",
            Update = "UpdateKnowledgeBase",
            Delete = "DeleteKnowledgeBase",
            Quota = 100,
            Course = new ResourceCourse("CREATING", "ACTIVE") { Failed = "FAILED", Leaving = "DELETING" },
            Updated = static (_, knowledge) => knowledge.Begin(new ResourceCourse("UPDATING", "ACTIVE") { Failed = "FAILED" }),
            HeldBy = new() { ["agent-knowledge-base"] = "knowledgeBaseId" },
        });
        _source = desk.Add(new ResourceKind(Service, "data-source", "dataSource")
        {
            Create = "CreateDataSource",
            Get = "GetDataSource",
            List = "ListDataSources",
            Update = "UpdateDataSource",
            Delete = "DeleteDataSource",
            Parent = _base,
            Arn = "knowledge-base/{parent}/data-source/{id}",
            Quota = 5,
            Course = new ResourceCourse("AVAILABLE") { Leaving = "DELETING" },
            Defaults = new() { ["dataDeletionPolicy"] = "DELETE" },
            Deleting = (_, source) => RefuseBusy(source),
        });
        _job = desk.Add(new ResourceKind(Service, "ingestion-job", "ingestionJob")
        {
            Create = "StartIngestionJob",
            Get = "GetIngestionJob",
            List = "ListIngestionJobs",
            Stop = "StopIngestionJob",
            Parent = _source,
            Arn = "ingestion-job/{parent}/{id}",
            Course = new ResourceCourse("STARTING", "IN_PROGRESS", "COMPLETE") { Failed = "FAILED", Stopped = "STOPPED" },
            Making = PrepareJob,
            Facts = Count,
        });
        _document = desk.Add(new ResourceKind(Service, "document", "document")
        {
            List = "ListKnowledgeBaseDocuments",
            Parent = _source,
            Arn = "document/{parent}/{id}",
            MakeId = static members => KeyOf(members.Map("identifier")!),
            Course = new ResourceCourse("STARTING", "IN_PROGRESS", "INDEXED") { Failed = "FAILED" },
        });
        desk.Store.AddStanding(BuiltIn);
        table.Add(Service, "IngestKnowledgeBaseDocuments", Ingest);
        table.Add(Service, "GetKnowledgeBaseDocuments", call => Describe(call, static _ => { }));
        table.Add(Service, "DeleteKnowledgeBaseDocuments", call => Describe(call, desk.Store.Remove));
    }

    /// <summary>What can be searched in a knowledge base, by its id or ARN; null when there is no such one.</summary>
    public KnowledgeBase? Find(string region, string id)
    {
        // The runtime knows no names.
        if (_desk.Store.Find(region, _base.Name, id) is not Resource knowledge || (knowledge.Id != id && knowledge.Arn != id))
        {
            return null;
        }

        List<StoredPassage> passages = [];
        foreach (Resource source in _desk.Children(knowledge, _source))
        {
            foreach (Resource document in _desk.Children(source, _document))
            {
                document.Looks++;
                if (Progress.Status(document) == _document.Course!.Done)
                {
                    passages.AddRange(Passages(document, source));
                }
            }
        }

        Dictionary<string, object?> configuration = knowledge.Members.Map("knowledgeBaseConfiguration") ?? [];
        string? embedding = configuration.Map("vectorKnowledgeBaseConfiguration")?.Text("embeddingModelArn");
        string model = embedding is null ? "" : Arns.Resource(embedding) ?? embedding;
        return new KnowledgeBase(passages)
        {
            Id = knowledge.Id,
            Type = configuration.Text("type") ?? "VECTOR",
            IsMultimodal = ModelCatalogue.Find(model.Substring(model.IndexOf('/') + 1)) is { IsEmbedding: true } known && CatalogueModel.Has(known.Input, "IMAGE"),
        };
    }

    /// <summary>A document's content, what it is, and its text.</summary>
    /// <exception cref="ServiceFault">ResourceNotFoundException.</exception>
    public (byte[] Content, string MimeType, string Text) Content(OperationCall call)
    {
        string id = call.Input.Text("documentId")!;
        if (_desk.Store.Find(call.Region, _base.Name, call.Input.Text("knowledgeBaseId")!) is not Resource knowledge
            || _desk.Store.Find(call.Region, _source.Name, call.Input.Text("dataSourceId")!, knowledge.InnerScope) is not Resource source
            || _desk.Store.Find(call.Region, _document.Name, id, source.InnerScope) is not Resource document)
        {
            throw ServiceFault.NotFound($"There is no document '{id}' in the data source '{call.Input.Text("dataSourceId")}' of the knowledge base '{call.Input.Text("knowledgeBaseId")}'.");
        }

        string text = document.Members.Text("text") ?? "";
        return document.Members.Get("bytes") is byte[] bytes
            ? (bytes, document.Members.Text("mimeType") ?? "application/octet-stream", text)
            : (Encoding.UTF8.GetBytes(text), "text/plain", text);
    }

    private static IEnumerable<StoredPassage> Passages(Resource document, Resource source)
    {
        bool isCustom = document.Members.Map("identifier")!.Get("custom") is not null;
        string? mimeType = document.Members.Text("mimeType");
        byte[]? image = mimeType?.StartsWith("image/", StringComparison.Ordinal) == true ? document.Members.Get("bytes") as byte[] : null;
        IEnumerable<string> chunks = image is not null ? [""] : document.Members.Text("text") is string text ? DocumentChunks.Of(text) : [];
        return chunks.Select(chunk => new StoredPassage(document.Id, chunk, Attributes())
        {
            IsCustom = isCustom,
            DocumentId = document.Id,
            Image = image,
            MimeType = mimeType,
        });

        Dictionary<string, object?> Attributes() =>
            new(document.Members.Map("attributes") ?? []) { ["x-amz-bedrock-kb-data-source-id"] = source.Id };
    }

    /// <summary>The knowledge base every region has from the beginning, with its data source and documents.</summary>
    private IEnumerable<Resource> BuiltIn(string region)
    {
        Resource knowledge = Resource.Standing(_base, region, "", KnowledgeBase.BuiltInId, $"knowledge-base/{KnowledgeBase.BuiltInId}", "local-knowledge", new()
        {
            ["description"] = "A few words on Amazon Bedrock, for trying things out",
            ["roleArn"] = Arns.Make("", Arns.Account, "role/local").Replace(":bedrock:", ":iam:"),
            ["knowledgeBaseConfiguration"] = new Dictionary<string, object?>
            {
                ["type"] = "VECTOR",
                ["vectorKnowledgeBaseConfiguration"] = new Dictionary<string, object?>
                {
                    ["embeddingModelArn"] = Arns.Make(region, "", "foundation-model/amazon.titan-embed-text-v2:0"),
                },
            },
        });
        Resource source = Resource.Standing(
            _source,
            region,
            knowledge.InnerScope,
            BuiltInDocuments.DataSourceId,
            $"knowledge-base/{KnowledgeBase.BuiltInId}/data-source/{BuiltInDocuments.DataSourceId}",
            "local-documents",
            new()
            {
                ["knowledgeBaseId"] = knowledge.Id,
                ["dataSourceConfiguration"] = new Dictionary<string, object?>
                {
                    ["type"] = "S3",
                    ["s3Configuration"] = new Dictionary<string, object?> { ["bucketArn"] = "arn:aws:s3:::local-knowledge" },
                },
            });
        return [knowledge, source, .. BuiltInDocuments.All.Select(document => Resource.Standing(
            _document,
            region,
            source.InnerScope,
            document.Uri,
            $"document/{source.Id}/{document.Topic}",
            "",
            new()
            {
                ["knowledgeBaseId"] = knowledge.Id,
                ["dataSourceId"] = source.Id,
                ["identifier"] = new Dictionary<string, object?>
                {
                    ["dataSourceType"] = "S3",
                    ["s3"] = new Dictionary<string, object?> { ["uri"] = document.Uri },
                },
                ["text"] = document.Text,
                ["attributes"] = document.Attributes,
            }))];
    }

    private void PrepareJob(OperationCall call, Dictionary<string, object?> members)
    {
        Resource source = _desk.Find(_source, call);
        RefuseBusy(source);
        bool isFirst = _desk.Children(source, _job).Count == 0;
        members["found"] = FoundDocuments;
        members["new"] = isFirst ? FoundDocuments : 0L;
    }

    private void RefuseBusy(Resource source)
    {
        if (_desk.Children(source, _job).Find(Progress.IsUnderWay) is Resource job)
        {
            throw ServiceFault.Conflict($"The ingestion job '{job.Id}' of the data source '{source.Id}' is in progress.");
        }
    }

    private static void Count(Resource job, Dictionary<string, object?> facts)
    {
        bool isDone = job.FinalStatus == job.Kind.Course!.Done;
        facts["statistics"] = new Dictionary<string, object?>
        {
            ["numberOfDocumentsScanned"] = isDone ? job.Members.Get("found") : 0L,
            ["numberOfMetadataDocumentsScanned"] = 0L,
            ["numberOfNewDocumentsIndexed"] = isDone ? job.Members.Get("new") : 0L,
            ["numberOfModifiedDocumentsIndexed"] = 0L,
            ["numberOfMetadataDocumentsModified"] = 0L,
            ["numberOfDocumentsDeleted"] = 0L,
            ["numberOfDocumentsFailed"] = job.FinalStatus == job.Kind.Course.Failed ? job.Members.Get("found") : 0L,
        };
    }

    private Answer Ingest(OperationCall call)
    {
        Resource source = _desk.Find(_source, call);
        List<object?> details = [];
        foreach (Dictionary<string, object?> given in call.Input.Maps("documents"))
        {
            Dictionary<string, object?> content = given.Map("content")!;
            Dictionary<string, object?> identifier = IdentifierOf(content);
            if (_desk.Store.Find(call.Region, _document.Name, KeyOf(identifier), source.InnerScope) is Resource old)
            {
                _desk.Store.Remove(old);
            }

            Dictionary<string, object?> members = new()
            {
                ["knowledgeBaseId"] = call.Input.Get("knowledgeBaseId"),
                ["dataSourceId"] = source.Id,
                ["identifier"] = identifier,
                ["description"] = KeyOf(identifier),
                ["text"] = TextOf(content),
                ["bytes"] = BytesOf(content)?.Get("data"),
                ["mimeType"] = BytesOf(content)?.Text("mimeType"),
                ["attributes"] = AttributesOf(given),
            };
            details.Add(_desk.FactsOf(_desk.Make(_document, call.Region, "", members, source, source.InnerScope)));
        }

        return Answer.Of(ShapeFiller.Fill(call.Operation.Output, new() { ["documentDetails"] = details }));
    }

    /// <summary>Tells of the documents a request names, those that are not there too, after something has been done to the others.</summary>
    private Answer Describe(OperationCall call, Action<Resource> action)
    {
        Resource source = _desk.Find(_source, call);
        List<object?> details = [];
        foreach (Dictionary<string, object?> identifier in call.Input.Maps("documentIdentifiers"))
        {
            Dictionary<string, object?> facts = new()
            {
                ["knowledgeBaseId"] = call.Input.Get("knowledgeBaseId"),
                ["dataSourceId"] = source.Id,
                ["identifier"] = identifier,
                ["status"] = "NOT_FOUND",
            };
            if (_desk.Store.Find(call.Region, _document.Name, KeyOf(identifier), source.InnerScope) is Resource document)
            {
                document.Looks++;
                facts = _desk.FactsOf(document);
                facts["status"] = call.Operation.Name.StartsWith("Delete", StringComparison.Ordinal) ? "DELETING" : facts["status"];
                action(document);
            }

            details.Add(facts);
        }

        return Answer.Of(ShapeFiller.Fill(call.Operation.Output, new() { ["documentDetails"] = details }));
    }

    private static Dictionary<string, object?> IdentifierOf(Dictionary<string, object?> content) => new()
    {
        ["dataSourceType"] = content.Get("dataSourceType"),
        ["custom"] = content.Map("custom")?.Get("customDocumentIdentifier"),
        ["s3"] = content.Map("s3")?.Get("s3Location"),
    };

    private static string KeyOf(Dictionary<string, object?> identifier) =>
        identifier.Map("custom")?.Text("id") ?? identifier.Map("s3")?.Text("uri")
        ?? throw ServiceFault.Validation("A document is named by custom.id or s3.uri, as its dataSourceType says.");

    /// <summary>The text a document was sent with; null for what lies in S3 or is no text.</summary>
    private static string? TextOf(Dictionary<string, object?> content)
    {
        if (content.Map("custom")?.Map("inlineContent")?.Map("textContent")?.Text("data") is string text)
        {
            return text;
        }

        Dictionary<string, object?>? bytes = BytesOf(content);
        bool isText = bytes?.Text("mimeType")?.StartsWith("text/", StringComparison.Ordinal) == true;
        return isText && bytes!.Get("data") is byte[] data ? Encoding.UTF8.GetString(data) : null;
    }

    private static Dictionary<string, object?>? BytesOf(Dictionary<string, object?> content) =>
        content.Map("custom")?.Map("inlineContent")?.Map("byteContent");

    private static Dictionary<string, object?> AttributesOf(Dictionary<string, object?> document)
    {
        Dictionary<string, object?> attributes = [];
        foreach (Dictionary<string, object?> attribute in (document.Map("metadata") ?? []).Maps("inlineAttributes"))
        {
            Dictionary<string, object?> value = attribute.Map("value")!;
            attributes[attribute.Text("key")!] =
                value.Get("stringValue") ?? value.Get("numberValue") ?? value.Get("booleanValue") ?? value.Get("stringListValue");
        }

        return attributes;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using BedrockPS.Local.Agents;
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
        table.Add(Service, "IngestKnowledgeBaseDocuments", Ingest);
        table.Add(Service, "GetKnowledgeBaseDocuments", call => Describe(call, static _ => { }));
        table.Add(Service, "DeleteKnowledgeBaseDocuments", call => Describe(call, desk.Store.Remove));
    }

    /// <summary>What can be searched in a knowledge base; null when there is no such one.</summary>
    public KnowledgeBase? Find(string region, string id)
    {
        if (_desk.Store.Find(region, _base.Name, id) is not Resource knowledge)
        {
            return null;
        }

        List<StoredPassage> passages = [];
        foreach (Resource document in _desk.Children(knowledge, _source).SelectMany(source => _desk.Children(source, _document)))
        {
            document.Looks++;
            if (Progress.Status(document) == _document.Course!.Done && document.Members.Text("text") is string text)
            {
                passages.Add(new StoredPassage(document.Id, text, new(document.Members.Map("attributes") ?? []))
                {
                    IsCustom = document.Members.Map("identifier")!.Get("custom") is not null,
                });
            }
        }

        return new KnowledgeBase(passages);
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
        Dictionary<string, object?>? inline = content.Map("custom")?.Map("inlineContent");
        if (inline?.Map("textContent")?.Text("data") is string text)
        {
            return text;
        }

        Dictionary<string, object?>? bytes = inline?.Map("byteContent");
        bool isText = bytes?.Text("mimeType")?.StartsWith("text/", StringComparison.Ordinal) == true;
        return isText && bytes!.Get("data") is byte[] data ? Encoding.UTF8.GetString(data) : null;
    }

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

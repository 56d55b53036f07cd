using System.Collections.Generic;
using BedrockPS.Models;

namespace BedrockPS.Resources;

/// <content>Knowledge bases, their data sources, and how documents come into them.</content>
internal static partial class ResourceTypes
{
    public static readonly ResourceType KnowledgeBase = new("KnowledgeBase", "bedrock-agent")
    {
        List = "ListKnowledgeBases",
        Get = "GetKnowledgeBase",
        Create = "CreateKnowledgeBase",
        Update = "UpdateKnowledgeBase",
        Delete = "DeleteKnowledgeBase",
        Id = ["knowledgeBaseId"],
        Arn = ["knowledgeBaseArn"],
        ArnKind = "knowledge-base",
        Children = ["DataSource"],
        Columns = "Name 40, KnowledgeBaseId 15, Status 19, Description 25, UpdatedAt",
        States = SourceStates("UPDATE_UNSUCCESSFUL"),
    };

    public static readonly ResourceType DataSource = new("DataSource", "bedrock-agent")
    {
        List = "ListDataSources",
        Get = "GetDataSource",
        Create = "CreateDataSource",
        Update = "UpdateDataSource",
        Delete = "DeleteDataSource",
        Id = ["dataSourceId"],
        Columns = "Name 40, DataSourceId 12, KnowledgeBaseId 15, Status 19, UpdatedAt",
        States = SourceStates(),
    };

    public static readonly ResourceType IngestionJob = new("IngestionJob", "bedrock-agent")
    {
        List = "ListIngestionJobs",
        Get = "GetIngestionJob",
        Create = "StartIngestionJob",
        Id = ["ingestionJobId"],
        NameMember = [],
        Columns = "IngestionJobId 14, DataSourceId 12, KnowledgeBaseId 15, Status 11, StartedAt 22, UpdatedAt",
        States = new ResourceStates
        {
            Busy = ["STARTING", "IN_PROGRESS", "STOPPING"],
            Failed = ["FAILED"],
            Stopped = ["STOPPED"],
            Reason = ["failureReasons"],
        },
    };

    public static readonly ResourceType KnowledgeBaseDocument = new("KnowledgeBaseDocument", "bedrock-agent")
    {
        List = "ListKnowledgeBaseDocuments",
        Create = "IngestKnowledgeBaseDocuments",
        Delete = "DeleteKnowledgeBaseDocuments",
        Id = ["documentId"],
        Complete = static members =>
        {
            IReadOnlyDictionary<string, object?> identifier = members.Map("identifier");
            members["documentId"] = identifier.Map("custom").Text("id") is { Length: > 0 } id ? id : identifier.Map("s3").Text("uri");
        },
        NameMember = [],
        Columns = "DocumentId 45, Status 26, StatusReason 24, UpdatedAt",
        States = new ResourceStates
        {
            Busy = ["PENDING", "STARTING", "IN_PROGRESS", "DELETING", "DELETE_IN_PROGRESS"],
            Failed = ["FAILED", "METADATA_UPDATE_FAILED"],
            Reason = ["statusReason"],
        },
    };

    private static IEnumerable<ResourceType> KnowledgeBases() => [KnowledgeBase, DataSource, IngestionJob, KnowledgeBaseDocument];

    private static ResourceStates SourceStates(params string[] failed) => new()
    {
        Busy = ["CREATING", "UPDATING", "DELETING"],
        Failed = ["FAILED", "DELETE_UNSUCCESSFUL", .. failed],
        Reason = ["failureReasons"],
    };
}

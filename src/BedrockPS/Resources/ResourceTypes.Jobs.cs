using System.Collections.Generic;

namespace BedrockPS.Resources;

/// <content>Jobs on models and with models.</content>
internal static partial class ResourceTypes
{
    public static readonly ResourceType CustomizationJob = new("CustomizationJob", "bedrock")
    {
        List = "ListModelCustomizationJobs",
        Get = "GetModelCustomizationJob",
        Create = "CreateModelCustomizationJob",
        Id = ["jobArn"],
        Arn = ["jobArn"],
        NameMember = ["jobName"],
        ArnKind = "model-customization-job",
        Columns = "JobName 30, Status 10, CustomizationType 24, CreationTime 28, BaseModelArn",
        States = new ResourceStates
        {
            Busy = ["InProgress", "Stopping"],
            Failed = ["Failed"],
            Stopped = ["Stopped"],
        },
    };

    public static readonly ResourceType ModelCopyJob = new("ModelCopyJob", "bedrock")
    {
        List = "ListModelCopyJobs",
        Get = "GetModelCopyJob",
        Create = "CreateModelCopyJob",
        Id = ["jobArn"],
        Arn = ["jobArn"],
        NameMember = ["targetModelName"],
        ArnKind = "model-copy-job",
        Columns = "TargetModelName 30, Status 10, CreationTime 28, SourceModelArn",
        States = new ResourceStates
        {
            Busy = ["InProgress"],
            Failed = ["Failed"],
        },
    };

    public static readonly ResourceType ModelImportJob = new("ModelImportJob", "bedrock")
    {
        List = "ListModelImportJobs",
        Get = "GetModelImportJob",
        Create = "CreateModelImportJob",
        Id = ["jobArn"],
        Arn = ["jobArn"],
        NameMember = ["jobName"],
        ArnKind = "model-import-job",
        Columns = "JobName 30, ImportedModelName 30, Status 10, CreationTime 28, EndTime",
        States = new ResourceStates
        {
            Busy = ["InProgress"],
            Failed = ["Failed"],
        },
    };

    public static readonly ResourceType EvaluationJob = new("EvaluationJob", "bedrock")
    {
        List = "ListEvaluationJobs",
        Get = "GetEvaluationJob",
        Create = "CreateEvaluationJob",
        Delete = "BatchDeleteEvaluationJob",
        Id = ["jobArn"],
        Arn = ["jobArn"],
        NameMember = ["jobName"],
        ArnKind = "evaluation-job",
        Columns = "JobName 36, Status 10, JobType 9, ApplicationType 15, CreationTime 28, JobArn",
        States = new ResourceStates
        {
            Busy = ["InProgress", "Stopping", "Deleting"],
            Failed = ["Failed"],
            Stopped = ["Stopped"],
            Reason = ["failureMessages"],
        },
    };

    public static readonly ResourceType PromptOptimizationJob = new("PromptOptimizationJob", "bedrock")
    {
        List = "ListAdvancedPromptOptimizationJobs",
        Get = "GetAdvancedPromptOptimizationJob",
        Create = "CreateAdvancedPromptOptimizationJob",
        Delete = "BatchDeleteAdvancedPromptOptimizationJob",
        Id = ["jobArn"],
        Arn = ["jobArn"],
        NameMember = ["jobName"],
        ArnKind = "advanced-prompt-optimization-job",
        Columns = "JobName 40, JobStatus 18, CreationTime 28, LastModifiedTime",
        States = new ResourceStates
        {
            Member = "jobStatus",
            Busy = ["InProgress", "Stopping", "Deleting"],
            Failed = ["Failed"],
            Stopped = ["Stopped"],
        },
    };

    public static readonly ResourceType Batch = new("Batch", "bedrock")
    {
        List = "ListModelInvocationJobs",
        Get = "GetModelInvocationJob",
        Create = "CreateModelInvocationJob",
        Id = ["jobArn"],
        Arn = ["jobArn"],
        NameMember = ["jobName"],
        ArnKind = "model-invocation-job",
        Columns = "JobName 30, Status 18, ProcessedRecordCount 20, TotalRecordCount 16, SubmitTime 28, ModelId",
        States = new ResourceStates
        {
            Busy = ["Submitted", "Validating", "Scheduled", "InProgress", "Stopping"],
            Failed = ["Failed", "Expired"],
            Stopped = ["Stopped"],
            Reason = ["message"],
        },
    };

    private static IEnumerable<ResourceType> Jobs() =>
        [CustomizationJob, ModelCopyJob, ModelImportJob, EvaluationJob, PromptOptimizationJob, Batch];
}

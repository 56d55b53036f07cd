using System.Collections.Generic;
using BedrockPS.Models;
using BedrockPS.Protocol;

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

    public static readonly ResourceType AsyncInvocation = new("AsyncInvocation", "bedrock-runtime")
    {
        List = "ListAsyncInvokes",
        Get = "GetAsyncInvoke",
        Create = "StartAsyncInvoke",
        Id = ["invocationArn"],
        Arn = ["invocationArn"],
        NameMember = [],
        ArnKind = "async-invoke",
        Columns = "InvocationArn 80, Status 11, SubmitTime",
        States = new ResourceStates
        {
            Busy = ["InProgress"],
            Failed = ["Failed"],
        },
    };

    public static readonly ResourceType FlowExecution = new("FlowExecution", "bedrock-agent-runtime")
    {
        List = "ListFlowExecutions",
        Get = "GetFlowExecution",
        Id = ["executionArn", "executionId"],
        Arn = ["executionArn"],
        Same = [["flowIdentifier", "flowId"], ["flowAliasIdentifier", "flowAliasId"]],
        NameMember = [],
        ArnKind = "flow/*/alias/*/execution",
        Columns = "FlowIdentifier 14, FlowAliasIdentifier 19, FlowVersion 11, Status 10, EndedAt 28, ExecutionArn",
        States = new ResourceStates
        {
            Busy = ["Running"],
            Failed = ["Failed", "TimedOut"],
            Stopped = ["Aborted"],
            Reason = ["errors"],
        },
        Complete = static members =>
        {
            // What starts one answers with its ARN alone, which ends in flow/ID/alias/ID/execution/ID.
            string[] parts = members.Text("executionArn").Split('/');
            if (parts.Length == 6 && !members.ContainsKey("flowIdentifier"))
            {
                members["flowIdentifier"] = parts[1];
                members["flowAliasIdentifier"] = parts[3];
            }
        },
    };

    public static readonly ResourceType FlowExecutionSnapshot = new("FlowExecutionSnapshot", "bedrock-agent-runtime")
    {
        Get = "GetExecutionFlowSnapshot",
        Id = ["executionArn"],
        Same = [["flowIdentifier", "flowId"], ["flowAliasIdentifier", "flowAliasId"]],
        NameMember = [],
        Columns = "FlowIdentifier 14, FlowAliasIdentifier 19, FlowVersion 11, ExecutionRoleArn",
        Complete = static members =>
        {
            // The one place where the service gives a definition as text.
            if (members.Text("definition") is { Length: > 0 } json && JsonText.IsJson(json))
            {
                members["definition"] = JsonText.Parse(ValueBytes.Utf8.GetBytes(json));
            }
        },
    };

    private static IEnumerable<ResourceType> Jobs() =>
        [CustomizationJob, ModelCopyJob, ModelImportJob, EvaluationJob, PromptOptimizationJob, Batch, AsyncInvocation, FlowExecution, FlowExecutionSnapshot];
}

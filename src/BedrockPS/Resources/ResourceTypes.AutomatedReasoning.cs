using System.Collections.Generic;
using BedrockPS.Models;

namespace BedrockPS.Resources;

/// <content>Automated-reasoning policies, their builds, tests and what comes of these.</content>
internal static partial class ResourceTypes
{
    public static readonly ResourceType AutomatedReasoningPolicy = new("AutomatedReasoningPolicy", "bedrock")
    {
        List = "ListAutomatedReasoningPolicies",
        Get = "GetAutomatedReasoningPolicy",
        Create = "CreateAutomatedReasoningPolicy",
        Update = "UpdateAutomatedReasoningPolicy",
        Delete = "DeleteAutomatedReasoningPolicy",
        Id = ["policyArn"],
        ShortId = ["policyId"],
        Same = [["version", "policyVersion"]],
        Columns = "Name 30, PolicyId 12, Version 7, UpdatedAt 26, Description",
    };

    public static readonly ResourceType AutomatedReasoningBuild = new("AutomatedReasoningBuild", "bedrock")
    {
        List = "ListAutomatedReasoningPolicyBuildWorkflows",
        Get = "GetAutomatedReasoningPolicyBuildWorkflow",
        Create = "StartAutomatedReasoningPolicyBuildWorkflow",
        Delete = "DeleteAutomatedReasoningPolicyBuildWorkflow",
        Id = ["buildWorkflowId"],
        NameMember = ["documentName"],
        Columns = "BuildWorkflowId 36, BuildWorkflowType 28, Status 16, UpdatedAt",
        States = new ResourceStates
        {
            Busy = ["SCHEDULED", "CANCEL_REQUESTED", "PREPROCESSING", "BUILDING", "TESTING"],
            Failed = ["FAILED"],
            Stopped = ["CANCELLED"],
        },
    };

    public static readonly ResourceType AutomatedReasoningTest = new("AutomatedReasoningTest", "bedrock")
    {
        List = "ListAutomatedReasoningPolicyTestCases",
        Get = "GetAutomatedReasoningPolicyTestCase",
        Create = "CreateAutomatedReasoningPolicyTestCase",
        Update = "UpdateAutomatedReasoningPolicyTestCase",
        Delete = "DeleteAutomatedReasoningPolicyTestCase",
        Id = ["testCaseId"],
        NameMember = [],
        Columns = "TestCaseId 12, ExpectedAggregatedFindingsResult 32, UpdatedAt 26, GuardContent",

        // The service wants to be told which change was seen last.
        ToInput = static members => members["lastUpdatedAt"] = members["updatedAt"],
    };

    public static readonly ResourceType AutomatedReasoningTestResult = new("AutomatedReasoningTestResult", "bedrock")
    {
        List = "ListAutomatedReasoningPolicyTestResults",
        Get = "GetAutomatedReasoningPolicyTestResult",
        Id = ["testCaseId"],
        NameMember = [],

        // A result tells its test inside; beside the rest it pipes on.
        Complete = static members => members["testCaseId"] = members.Map("testCase").Text("testCaseId"),
        Columns = "TestCaseId 12, TestRunStatus 13, TestRunResult 13, AggregatedTestFindingsResult 28, UpdatedAt",
        States = new ResourceStates
        {
            Member = "testRunStatus",
            Busy = ["NOT_STARTED", "SCHEDULED", "IN_PROGRESS"],
            Failed = ["FAILED"],
        },
    };

    public static readonly ResourceType AutomatedReasoningAsset = new("AutomatedReasoningAsset", "bedrock")
    {
        Get = "GetAutomatedReasoningPolicyBuildWorkflowResultAssets",
        Id = ["buildWorkflowId"],
        NameMember = [],
        Columns = "BuildWorkflowId 36, PolicyArn",
    };

    public static readonly ResourceType AutomatedReasoningAnnotation = new("AutomatedReasoningAnnotation", "bedrock")
    {
        Get = "GetAutomatedReasoningPolicyAnnotations",
        Update = "UpdateAutomatedReasoningPolicyAnnotations",
        Id = ["buildWorkflowId"],
        Columns = "Name 30, BuildWorkflowId 36, UpdatedAt 26, Annotations",
        ToInput = static members => members["lastUpdatedAnnotationSetHash"] = members["annotationSetHash"],
    };

    public static readonly ResourceType AutomatedReasoningScenario = new("AutomatedReasoningScenario", "bedrock")
    {
        Get = "GetAutomatedReasoningPolicyNextScenario",
        Id = ["buildWorkflowId"],
        NameMember = [],
        Columns = "ExpectedResult 21, AlternateExpression 60, RuleIds",
    };

    private static IEnumerable<ResourceType> AutomatedReasoning() =>
    [
        AutomatedReasoningPolicy, AutomatedReasoningBuild, AutomatedReasoningTest, AutomatedReasoningTestResult,
        AutomatedReasoningAsset, AutomatedReasoningAnnotation, AutomatedReasoningScenario,
    ];
}

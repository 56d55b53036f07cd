using System;
using System.Collections.Generic;
using System.Linq;

namespace BedrockPS.Policies;

/// <summary>What one use of one kind of resource takes: actions, and the resources these are allowed on.</summary>
internal sealed class PolicyRule
{
    private static readonly Func<string, string[]> s_itself = static arn => [arn];
    private static readonly Func<string, string[]> s_all = static _ => ["*"];

    private static readonly string[] s_models =
        ["foundation-model", "custom-model", "imported-model", "provisioned-model", "custom-model-deployment", "prompt-router", "default-prompt-router"];

    private static readonly string[] s_profiles = ["inference-profile", "application-inference-profile"];

    private readonly string[] _kinds;
    private readonly IamUse[] _uses;

    private PolicyRule(string sid, string[] kinds, IamUse[] uses, string[] actions, Func<string, string[]>? on = null)
    {
        Sid = sid;
        _kinds = kinds;
        _uses = uses;
        Actions = actions;
        On = on ?? s_itself;
    }

    /// <summary>All of them, in the order of a policy's statements.</summary>
    public static IReadOnlyList<PolicyRule> All { get; } =
    [
        new("InvokeModel", s_models, [IamUse.Invoke], ["bedrock:InvokeModel"]),
        new("InvokeModel", s_models, [IamUse.Stream], ["bedrock:InvokeModelWithResponseStream"]),
        new("InvokeProfile", s_profiles, [IamUse.Invoke], ["bedrock:InvokeModel"]),
        new("InvokeProfile", s_profiles, [IamUse.Stream], ["bedrock:InvokeModelWithResponseStream"]),
        new("BatchJobs", [.. s_models, .. s_profiles], [IamUse.Batch], ["bedrock:CreateModelInvocationJob"], static arn => [arn, Jobs(arn)]),
        new("BatchJobsControl", [.. s_models, .. s_profiles], [IamUse.Batch], ["bedrock:GetModelInvocationJob", "bedrock:StopModelInvocationJob"], static arn => [Jobs(arn)]),
        new("BatchJobsList", [.. s_models, .. s_profiles], [IamUse.Batch], ["bedrock:ListModelInvocationJobs"], s_all),
        new("ApplyGuardrail", ["guardrail"], [IamUse.Invoke, IamUse.Stream, IamUse.Batch], ["bedrock:ApplyGuardrail"]),
        new("InvokeAgent", ["agent"], [IamUse.Invoke, IamUse.Stream], ["bedrock:InvokeAgent"], static arn => [arn.Replace(":agent/", ":agent-alias/") + "/*"]),
        new("InvokeAgent", ["agent-alias"], [IamUse.Invoke, IamUse.Stream], ["bedrock:InvokeAgent"]),
        new("RetrieveKnowledge", ["knowledge-base"], [IamUse.Invoke, IamUse.Stream], ["bedrock:Retrieve"]),
        new("RetrieveAndGenerate", ["knowledge-base"], [IamUse.Invoke, IamUse.Stream], ["bedrock:RetrieveAndGenerate"], s_all),
        new("InvokeFlow", ["flow"], [IamUse.Invoke, IamUse.Stream], ["bedrock:InvokeFlow"], static arn => arn.Contains("/alias/") ? [arn] : [arn + "/alias/*"]),
        new("RenderPrompt", ["prompt"], [IamUse.Invoke, IamUse.Stream], ["bedrock:RenderPrompt"], static arn => IsVersion(arn) ? [arn] : [arn, arn + ":*"]),
        Administer("Models", "foundation-model", "GetFoundationModel"),
        Everywhere(
            "ModelAccess",
            "foundation-model",
            "bedrock:CreateFoundationModelAgreement", "bedrock:DeleteFoundationModelAgreement", "bedrock:GetFoundationModelAvailability",
            "bedrock:ListFoundationModelAgreementOffers", "bedrock:ListFoundationModels",
            "aws-marketplace:Subscribe", "aws-marketplace:Unsubscribe", "aws-marketplace:ViewSubscriptions"),
        Administer("CustomModels", "custom-model", "GetCustomModel", "DeleteCustomModel"),
        Administer("ImportedModels", "imported-model", "GetImportedModel", "DeleteImportedModel"),
        Administer("ProvisionedModels", "provisioned-model", "GetProvisionedModelThroughput", "UpdateProvisionedModelThroughput", "DeleteProvisionedModelThroughput"),
        Administer("ModelDeployments", "custom-model-deployment", "GetCustomModelDeployment", "UpdateCustomModelDeployment", "DeleteCustomModelDeployment"),
        Administer("PromptRouters", "prompt-router", "GetPromptRouter", "DeletePromptRouter"),
        Administer("Profiles", "inference-profile", "GetInferenceProfile"),
        Administer("ApplicationProfiles", "application-inference-profile", "GetInferenceProfile", "DeleteInferenceProfile"),
        Administer("Guardrails", "guardrail", "GetGuardrail", "UpdateGuardrail", "DeleteGuardrail", "CreateGuardrailVersion"),
        Administer(
            "Agents",
            "agent",
            "GetAgent", "UpdateAgent", "DeleteAgent", "PrepareAgent", "GetAgentVersion", "ListAgentVersions", "ListAgentAliases", "CreateAgentAlias",
            "ListAgentActionGroups", "GetAgentActionGroup", "CreateAgentActionGroup", "UpdateAgentActionGroup", "DeleteAgentActionGroup",
            "ListAgentKnowledgeBases", "AssociateAgentKnowledgeBase", "DisassociateAgentKnowledgeBase"),
        Administer("AgentAliases", "agent-alias", "GetAgentAlias", "UpdateAgentAlias", "DeleteAgentAlias"),
        Administer(
            "KnowledgeBases",
            "knowledge-base",
            "GetKnowledgeBase", "UpdateKnowledgeBase", "DeleteKnowledgeBase", "ListDataSources", "GetDataSource", "CreateDataSource", "UpdateDataSource",
            "DeleteDataSource", "StartIngestionJob", "GetIngestionJob", "ListIngestionJobs", "StopIngestionJob"),
        Administer(
            "Flows",
            "flow",
            "GetFlow", "UpdateFlow", "DeleteFlow", "PrepareFlow", "CreateFlowVersion", "GetFlowVersion", "ListFlowVersions", "CreateFlowAlias",
            "GetFlowAlias", "UpdateFlowAlias", "DeleteFlowAlias", "ListFlowAliases"),
        Administer("Prompts", "prompt", "GetPrompt", "UpdatePrompt", "DeletePrompt", "CreatePromptVersion"),
    ];

    /// <summary>Kinds of resources there are rules for.</summary>
    public static IEnumerable<string> Kinds { get; } = All.SelectMany(static rule => rule._kinds).Distinct().ToArray();

    /// <summary>Statement it goes into: rules of one statement are allowed on the same resources.</summary>
    public string Sid { get; }

    public IReadOnlyList<string> Actions { get; }

    /// <summary>Resources the actions are allowed on, told from the ARN of what is used.</summary>
    public Func<string, string[]> On { get; }

    public bool Fits(string kind, IEnumerable<IamUse> uses) => _kinds.Contains(kind) && _uses.Intersect(uses).Any();

    private static PolicyRule Administer(string name, string kind, params string[] operations) => new(
        "Administer" + name,
        [kind],
        [IamUse.Administer],
        kind == "foundation-model"
            ? [.. operations.Select(static operation => "bedrock:" + operation)]
            : [.. operations.Select(static operation => "bedrock:" + operation), "bedrock:TagResource", "bedrock:UntagResource", "bedrock:ListTagsForResource"]);

    // Actions that IAM does not tie to a resource.
    private static PolicyRule Everywhere(string name, string kind, params string[] actions) =>
        new("Administer" + name, [kind], [IamUse.Administer], actions, s_all);

    /// <summary>A foundation model's ARN names no account, a job's does.</summary>
    private static string Jobs(string arn)
    {
        string[] parts = arn.Split([':'], 6);
        return $"{string.Join(":", parts, 0, 4)}:{(parts[4].Length > 0 ? parts[4] : "*")}:model-invocation-job/*";
    }

    private static bool IsVersion(string promptArn) => promptArn.LastIndexOf(':') > promptArn.LastIndexOf('/');
}

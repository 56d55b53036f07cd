using System.Collections.Generic;

namespace BedrockPS.Resources;

/// <content>Flows and prompts.</content>
internal static partial class ResourceTypes
{
    public static readonly ResourceType Flow = new("Flow", "bedrock-agent")
    {
        List = "ListFlows",
        Get = "GetFlow",
        Create = "CreateFlow",
        Update = "UpdateFlow",
        Delete = "DeleteFlow",
        Id = ["flowId", "id"],
        Arn = ["flowArn", "arn"],
        ArnKind = "flow",
        Prepare = "PrepareFlow",
        Columns = "Name 40, FlowId 10, Status 12, Description 30, UpdatedAt",
        States = FlowStates(),
    };

    public static readonly ResourceType FlowVersion = new("FlowVersion", "bedrock-agent")
    {
        List = "ListFlowVersions",
        Get = "GetFlowVersion",
        Create = "CreateFlowVersion",
        Delete = "DeleteFlowVersion",
        Id = ["flowVersion", "version"],
        Arn = ["flowVersionArn", "arn"],
        NameMember = [],
        Same = [["flowId", "id"]],
        Columns = "FlowVersion 11, FlowId 10, Status 12, Description 40, CreatedAt",
        States = FlowStates(),
    };

    public static readonly ResourceType FlowAlias = new("FlowAlias", "bedrock-agent")
    {
        List = "ListFlowAliases",
        Get = "GetFlowAlias",
        Create = "CreateFlowAlias",
        Update = "UpdateFlowAlias",
        Delete = "DeleteFlowAlias",
        Id = ["flowAliasId", "id"],
        Arn = ["flowAliasArn", "arn"],
        Columns = "Name 40, FlowAliasId 11, FlowId 10, Description 30, UpdatedAt",
    };

    public static readonly ResourceType Prompt = new("Prompt", "bedrock-agent")
    {
        List = "ListPrompts",
        Get = "GetPrompt",
        Create = "CreatePrompt",
        Update = "UpdatePrompt",
        Delete = "DeletePrompt",
        Id = ["promptId", "id"],
        Arn = ["promptArn", "arn"],
        Same = [["version", "promptVersion"]],
        ArnKind = "prompt",
        Columns = "Name 40, PromptId 10, Version 7, Description 35, UpdatedAt",
    };

    private static IEnumerable<ResourceType> Flows() => [Flow, FlowVersion, FlowAlias, Prompt];

    private static ResourceStates FlowStates() => new()
    {
        Busy = ["Preparing"],
        Failed = ["Failed"],
        Reason = ["validations"],
    };
}

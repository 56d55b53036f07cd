using System.Collections.Generic;
using System.Linq;
using BedrockPS.Models;

namespace BedrockPS.Resources;

/// <content>Agents and what belongs to them. What is changed is the draft, so that is the version where none is given.</content>
internal static partial class ResourceTypes
{
    public static readonly ResourceType Agent = new("Agent", "bedrock-agent")
    {
        List = "ListAgents",
        Get = "GetAgent",
        Create = "CreateAgent",
        Update = "UpdateAgent",
        Delete = "DeleteAgent",
        Id = ["agentId"],
        Arn = ["agentArn"],
        NameMember = ["agentName", "name"],
        ArnKind = "agent",
        Prepare = "PrepareAgent",
        Children = ["AgentActionGroup", "AgentKnowledgeBase", "AgentCollaborator"],
        Columns = "AgentName 40, AgentId 10, AgentStatus 12, FoundationModel 30, UpdatedAt",
        States = AgentStates("agentStatus", ["CREATING", "PREPARING", "UPDATING", "VERSIONING", "DELETING"]),
        ToInput = static members =>
        {
            // The service shows its own prompts too, and refuses them when they are sent as if they were somebody's.
            List<object?> own = [.. members.Map("promptOverrideConfiguration").Maps("promptConfigurations")
                .Where(static prompt => prompt.Text("promptCreationMode") != "DEFAULT" || prompt.Text("parserMode") == "OVERRIDDEN")];
            if (own.Count == 0)
            {
                members.Remove("promptOverrideConfiguration");
            }
            else
            {
                Dictionary<string, object?> prompts = new((Dictionary<string, object?>)members["promptOverrideConfiguration"]!)
                {
                    ["promptConfigurations"] = own,
                };
                members["promptOverrideConfiguration"] = prompts;
            }
        },
    };

    public static readonly ResourceType AgentAlias = new("AgentAlias", "bedrock-agent")
    {
        List = "ListAgentAliases",
        Get = "GetAgentAlias",
        Create = "CreateAgentAlias",
        Update = "UpdateAgentAlias",
        Delete = "DeleteAgentAlias",
        Id = ["agentAliasId"],
        Arn = ["agentAliasArn"],
        NameMember = ["agentAliasName", "name"],
        Columns = "AgentAliasName 30, AgentAliasId 12, AgentId 10, AgentAliasStatus 16, Description 25, UpdatedAt",
        States = AgentStates("agentAliasStatus", ["CREATING", "UPDATING", "DELETING"]),
    };

    public static readonly ResourceType AgentVersion = new("AgentVersion", "bedrock-agent")
    {
        List = "ListAgentVersions",
        Get = "GetAgentVersion",
        Delete = "DeleteAgentVersion",
        Id = ["agentVersion", "version"],
        NameMember = [],
        Columns = "AgentVersion 12, AgentName 30, AgentId 10, AgentStatus 12, Description 30, UpdatedAt",
        States = AgentStates("agentStatus", ["CREATING", "PREPARING", "UPDATING", "VERSIONING", "DELETING"]),
    };

    public static readonly ResourceType AgentActionGroup = new("AgentActionGroup", "bedrock-agent")
    {
        List = "ListAgentActionGroups",
        Get = "GetAgentActionGroup",
        Create = "CreateAgentActionGroup",
        Update = "UpdateAgentActionGroup",
        Delete = "DeleteAgentActionGroup",
        Id = ["actionGroupId"],
        NameMember = ["actionGroupName", "name"],
        Defaults = Draft(),
        Columns = "ActionGroupName 30, ActionGroupId 13, AgentId 10, AgentVersion 12, ActionGroupState 16, UpdatedAt",
        ToInput = static members => members["parentActionGroupSignature"] = members.TryGetValue("parentActionSignature", out object? signature) ? signature : null,
    };

    public static readonly ResourceType AgentCollaborator = new("AgentCollaborator", "bedrock-agent")
    {
        List = "ListAgentCollaborators",
        Get = "GetAgentCollaborator",
        Create = "AssociateAgentCollaborator",
        Update = "UpdateAgentCollaborator",
        Delete = "DisassociateAgentCollaborator",
        Id = ["collaboratorId"],
        NameMember = ["collaboratorName", "name"],
        Defaults = Draft(),
        Columns = "CollaboratorName 30, CollaboratorId 14, AgentId 10, AgentVersion 12, RelayConversationHistory 24, LastUpdatedAt",
    };

    public static readonly ResourceType AgentKnowledgeBase = new("AgentKnowledgeBase", "bedrock-agent")
    {
        List = "ListAgentKnowledgeBases",
        Get = "GetAgentKnowledgeBase",
        Create = "AssociateAgentKnowledgeBase",
        Update = "UpdateAgentKnowledgeBase",
        Delete = "DisassociateAgentKnowledgeBase",
        Id = ["knowledgeBaseId"],
        NameMember = [],
        Defaults = Draft(),
        Columns = "KnowledgeBaseId 15, AgentId 10, AgentVersion 12, KnowledgeBaseState 18, Description 40, UpdatedAt",
    };

    private static IEnumerable<ResourceType> Agents() => [Agent, AgentAlias, AgentVersion, AgentActionGroup, AgentCollaborator, AgentKnowledgeBase];

    private static Dictionary<string, string> Draft() => new() { ["agentVersion"] = "DRAFT" };

    private static ResourceStates AgentStates(string member, string[] busy) => new()
    {
        Member = member,
        Busy = busy,
        Failed = ["FAILED"],
        Reason = ["failureReasons"],
    };
}

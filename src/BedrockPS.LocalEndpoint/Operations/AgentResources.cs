using System;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Agents;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Resources;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Operations;

/// <summary>Agents and what they are made of: action groups, collaborators, knowledge bases, aliases and the versions aliases make.</summary>
internal sealed class AgentResources
{
    private const string Service = "bedrock-agent";
    private const long DefaultSessionSeconds = 600;

    private static readonly ResourceCourse s_preparing = new("PREPARING", "PREPARED") { Failed = "FAILED" };
    private static readonly ResourceCourse s_changed = new("NOT_PREPARED");

    private readonly ResourceDesk _desk;
    private readonly ModelResolver _models;
    private readonly ResourceKind _agent;
    private readonly ResourceKind _alias;
    private readonly ResourceKind[] _parts;

    public AgentResources(ResourceDesk desk, ModelResolver models)
    {
        _desk = desk;
        _models = models;
        _agent = desk.Add(new ResourceKind(Service, "agent", "agent")
        {
            Create = "CreateAgent",
            Get = "GetAgent",
            List = "ListAgents",
            Update = "UpdateAgent",
            Delete = "DeleteAgent",
            Actions = new() { ["PrepareAgent"] = Prepare },
            Versions = new VersionOperations("agentVersion")
            {
                Get = "GetAgentVersion",
                List = "ListAgentVersions",
                Delete = "DeleteAgentVersion",
                Deleting = RefuseRouted,
            },
            Course = new ResourceCourse("CREATING", "NOT_PREPARED") { Failed = "FAILED", Leaving = "DELETING" },
            Defaults = new()
            {
                ["agentResourceRoleArn"] = $"arn:aws:iam::{Arns.Account}:role/service-role/AmazonBedrockExecutionRoleForAgents_LOCAL",
                ["idleSessionTTLInSeconds"] = DefaultSessionSeconds,
                ["orchestrationType"] = "DEFAULT",
                ["agentCollaboration"] = "DISABLED",
            },
            Making = (call, _) => CheckModel(call),
            Made = MakeTestAlias,
            Updating = (call, _) => CheckModel(call),
            Updated = static (_, agent) => agent.Begin(new ResourceCourse("UPDATING", "NOT_PREPARED") { Failed = "FAILED" }),
            Facts = static (agent, facts) => facts["latestAgentVersion"] = agent.Versions.LastOrDefault()?.Number ?? ResourceVersion.Draft,
            Deleting = RefuseAliased,
        });
        _parts =
        [
            desk.Add(new ResourceKind(Service, "agent-action-group", "actionGroup")
            {
                Create = "CreateAgentActionGroup",
                Get = "GetAgentActionGroup",
                List = "ListAgentActionGroups",
                Update = "UpdateAgentActionGroup",
                Delete = "DeleteAgentActionGroup",
                Parent = _agent,
                ParentVersion = "agentVersion",
                Arn = "agent/{parent}/action-group/{id}",
                Renames = new() { ["parentActionGroupSignature"] = "parentActionSignature" },
                Defaults = new() { ["actionGroupState"] = "ENABLED" },
                Made = Unprepare,
                Updated = Unprepare,
                Deleting = Unprepare,
            }),
            desk.Add(new ResourceKind(Service, "agent-collaborator", "collaborator")
            {
                Create = "AssociateAgentCollaborator",
                Get = "GetAgentCollaborator",
                List = "ListAgentCollaborators",
                Update = "UpdateAgentCollaborator",
                Delete = "DisassociateAgentCollaborator",
                Parent = _agent,
                ParentVersion = "agentVersion",
                Arn = "agent/{parent}/collaborator/{id}",
                Defaults = new() { ["relayConversationHistory"] = "DISABLED" },
                Making = (call, _) => CheckCollaborator(call),
                Made = Unprepare,
                Updated = Unprepare,
                Deleting = Unprepare,
            }),
            desk.Add(new ResourceKind(Service, "agent-knowledge-base", "knowledgeBase")
            {
                Create = "AssociateAgentKnowledgeBase",
                Get = "GetAgentKnowledgeBase",
                List = "ListAgentKnowledgeBases",
                Update = "UpdateAgentKnowledgeBase",
                Delete = "DisassociateAgentKnowledgeBase",
                Parent = _agent,
                ParentVersion = "agentVersion",
                Arn = "agent/{parent}/knowledge-base/{id}",
                MakeId = static members => members.Text("knowledgeBaseId")!,
                Defaults = new() { ["knowledgeBaseState"] = "ENABLED", ["description"] = "" },
                Making = (call, _) => CheckKnowledgeBase(call),
                Made = Unprepare,
                Updated = Unprepare,
                Deleting = Unprepare,
            }),
        ];
        _alias = desk.Add(new ResourceKind(Service, "agent-alias", "agentAlias")
        {
            Create = "CreateAgentAlias",
            Get = "GetAgentAlias",
            List = "ListAgentAliases",
            Update = "UpdateAgentAlias",
            Delete = "DeleteAgentAlias",
            Parent = _agent,
            Arn = "agent-alias/{parent}/{id}",
            MakeId = static members => members.Text("newId") ?? ResourceId.Capital(),
            Quota = 11,
            Course = new ResourceCourse("CREATING", "PREPARED") { Failed = "FAILED", Leaving = "DELETING" },
            Defaults = new() { ["aliasInvocationState"] = "ACCEPT_INVOCATIONS" },
            Making = Route,
            Updating = (call, _) => Route(call, call.Input),
        });
        desk.Store.AddStanding(region => BuiltInAgent.In(region, _agent, _alias, _parts[0], _parts[2]));
    }

    /// <summary>An agent as an alias calls it; null when there is none.</summary>
    /// <param name="region">Where it was made.</param>
    /// <param name="agentId">Id of the agent.</param>
    /// <param name="aliasId">Id of the alias.</param>
    /// <param name="findKnowledge">Finds what a knowledge base knows by its id.</param>
    /// <exception cref="ServiceFault">ValidationException: it has not been prepared, or the alias takes no calls.</exception>
    public AgentTarget? Find(string region, string agentId, string aliasId, Func<string, KnowledgeBase> findKnowledge)
    {
        if (_desk.Store.Find(region, _agent.Name, agentId) is not Resource agent
            || _desk.Store.Find(region, _alias.Name, aliasId, agent.InnerScope) is not Resource alias)
        {
            return null;
        }

        string version = alias.Members.Maps("routingConfiguration").First().Text("agentVersion") ?? ResourceVersion.Draft;
        ResourceVersion? made = agent.FindVersion(version);
        agent.Looks++;
        if (made is null && Progress.Status(agent) is string status and not "PREPARED")
        {
            throw ServiceFault.Validation($"The agent '{agentId}' is {status}: prepare it first.");
        }

        if (alias.Members.Text("aliasInvocationState") == "REJECT_INVOCATIONS")
        {
            throw ServiceFault.Validation($"The alias '{aliasId}' rejects invocations.");
        }

        Dictionary<string, object?> members = made?.Members ?? agent.Members;
        return new AgentTarget(agentId, aliasId, _models.ForInference(members.Text("foundationModel")!, region).Model)
        {
            Version = version,
            Instruction = members.Text("instruction"),
            Knowledge = _desk.Children(agent, _parts[2], version)
                .Where(static part => part.Members.Text("knowledgeBaseState") != "DISABLED")
                .ToDictionary(static part => part.Id, part => findKnowledge(part.Id)),
            Actions = AgentActions.Of(GroupsOf(agent, version)),
            Collaborators = CollaboratorsOf(agent, version, findKnowledge),
            CanCode = GroupsOf(agent, version).Any(static group =>
                (group.Text("parentActionSignature") ?? group.Text("parentActionGroupSignature")) == AgentTarget.CodeInterpreter),
        };
    }

    /// <summary>Those that answer; what they may ask in turn is left to them.</summary>
    private Dictionary<string, AgentTarget> CollaboratorsOf(Resource agent, string version, Func<string, KnowledgeBase> findKnowledge)
    {
        Dictionary<string, AgentTarget> collaborators = [];
        foreach (Resource part in _desk.Children(agent, _parts[1], version))
        {
            string[] ids = (part.Members.Map("agentDescriptor")?.Text("aliasArn") ?? "").Split('/');
            if (ids.Length == 3 && ids[1] != agent.Id && Find(agent.Region, ids[1], ids[2], findKnowledge) is AgentTarget target)
            {
                collaborators[part.Members.Text("collaboratorName")!] = target;
            }
        }

        return collaborators;
    }

    private IEnumerable<Dictionary<string, object?>> GroupsOf(Resource agent, string version) => _desk.Children(agent, _parts[0], version)
        .Select(static part => part.Members)
        .Where(static group => group.Text("actionGroupState") != "DISABLED");

    private void CheckModel(OperationCall call)
    {
        if (call.Input.Text("foundationModel") is string model && _models.Find(model, call.Region) is null)
        {
            throw ServiceFault.Validation($"The foundation model '{model}' does not exist.");
        }
    }

    private void CheckCollaborator(OperationCall call)
    {
        string arn = call.Input.Map("agentDescriptor")?.Text("aliasArn") ?? "";
        if (_desk.Store.FindByArn(arn) is null)
        {
            throw ServiceFault.Validation($"There is no agent alias '{arn}' to collaborate with.");
        }
    }

    private void CheckKnowledgeBase(OperationCall call)
    {
        string id = call.Input.Text("knowledgeBaseId")!;
        if (id != KnowledgeBase.BuiltInId && _desk.Store.Find(call.Region, "knowledge-base", id) is null)
        {
            throw ServiceFault.NotFound($"The knowledge base '{id}' does not exist.");
        }
    }

    private static void Prepare(OperationCall call, Resource agent)
    {
        if (Progress.IsUnderWay(agent))
        {
            throw ServiceFault.Conflict($"The agent '{agent.Id}' is {Progress.Status(agent)} and cannot be prepared now.");
        }

        if (agent.Members.Text("foundationModel") is null || agent.Members.Text("instruction") is null)
        {
            throw ServiceFault.Validation("An agent is prepared with a foundation model and an instruction.");
        }

        agent.Set("preparedAt", DateTimeOffset.UtcNow);
        agent.Begin(s_preparing);
    }

    /// <summary>A change of its parts makes the draft of an agent one that has not been prepared.</summary>
    private void Unprepare(OperationCall call, Resource part)
    {
        Resource agent = _desk.Find(_agent, call);
        if (!Progress.IsUnderWay(agent))
        {
            agent.Begin(s_changed);
        }
    }

    /// <summary>The alias AWS gives every agent for its draft.</summary>
    private void MakeTestAlias(OperationCall call, Resource agent)
    {
        Resource alias = _desk.Make(_alias, call.Region, TestAlias.Name, TestAlias.Members(), agent, agent.InnerScope);
        alias.FinalStatus = "PREPARED";
    }

    /// <summary>An alias that names no version gets a new one, made of the prepared draft with all its parts.</summary>
    private void Route(OperationCall call, Dictionary<string, object?> members)
    {
        Resource agent = _desk.Find(_agent, call);
        if (call.Input.Maps("routingConfiguration").FirstOrDefault()?.Text("agentVersion") is string wanted)
        {
            if (agent.FindVersion(wanted) is null)
            {
                throw ServiceFault.NotFound($"The agent '{agent.Id}' has no version '{wanted}'.");
            }

            return;
        }

        string? status = Progress.Status(agent);
        if (status != "PREPARED")
        {
            throw ServiceFault.Validation($"An alias needs a prepared agent, and the agent '{agent.Id}' is {status}.");
        }

        string version = agent.AddVersion().Number;
        foreach (Resource part in _parts.SelectMany(kind => _desk.Children(agent, kind, ResourceVersion.Draft)))
        {
            _desk.Copy(part, agent.InnerScope + "/" + version);
        }

        members["routingConfiguration"] = TestAlias.RouteTo(version);
    }

    private void RefuseAliased(OperationCall call, Resource agent)
    {
        if (!ResourceDesk.IsForced(call)
            && _desk.Children(agent, _alias).Find(static alias => alias.Id != TestAlias.Id) is Resource alias)
        {
            throw ServiceFault.Conflict($"The agent '{agent.Id}' is in use by its alias '{alias.Id}'.");
        }
    }

    private void RefuseRouted(OperationCall call, Resource agent, string version)
    {
        if (_desk.Children(agent, _alias).Find(alias => RoutesTo(alias, version)) is Resource alias)
        {
            throw ServiceFault.Conflict($"Version {version} of the agent '{agent.Id}' is in use by its alias '{alias.Id}'.");
        }
    }

    private static bool RoutesTo(Resource alias, string version) =>
        alias.Members.Maps("routingConfiguration").Any(route => route.Text("agentVersion") == version);
}

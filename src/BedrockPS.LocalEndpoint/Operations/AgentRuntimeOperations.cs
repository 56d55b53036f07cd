using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Local.Agents;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Operations;

/// <summary>Agents in use, those of the account and those made for a session; one is built in.</summary>
internal sealed class AgentRuntimeOperations
{
    private const string Service = "bedrock-agent-runtime";
    private const int MaxSessions = 1000;

    private readonly ConcurrentDictionary<string, AgentSession> _sessions = new(StringComparer.Ordinal);
    private readonly AgentMemories _memories = new();
    private readonly ITextModel _texts;
    private readonly ModelResolver _models;
    private readonly AgentResources _agents;
    private readonly KnowledgeRuntime _knowledge;

    public AgentRuntimeOperations(ITextModel texts, ModelResolver models, AgentResources agents, KnowledgeRuntime knowledge)
    {
        _texts = texts;
        _models = models;
        _agents = agents;
        _knowledge = knowledge;
    }

    public void AddTo(OperationTable table)
    {
        table.Add(Service, "InvokeAgent", InvokeAgent);
        table.Add(Service, "InvokeInlineAgent", InvokeInlineAgent);
        table.Add(Service, "GetAgentMemory", GetMemory);
        table.Add(Service, "DeleteAgentMemory", DeleteMemory);
    }

    private Answer InvokeAgent(OperationCall call)
    {
        Answer answer = Invoke(call, FindAgent(call));
        return call.Input.Text("memoryId") is string memory ? answer.With("x-amz-bedrock-agent-memory-id", memory) : answer;
    }

    private Answer InvokeInlineAgent(OperationCall call) => Invoke(call, Inline(call.Region, call.Input));

    /// <summary>An agent that is described where it is asked, or with one that is.</summary>
    private AgentTarget Inline(string region, Dictionary<string, object?> described)
    {
        List<Dictionary<string, object?>> groups = described.Maps("actionGroups").ToList();
        Dictionary<string, AgentTarget> collaborators = [];
        foreach (Dictionary<string, object?> collaborator in described.Maps("collaborators"))
        {
            collaborators[collaborator.Text("agentName") ?? ""] = Inline(region, collaborator);
        }

        foreach (Dictionary<string, object?> known in described.Maps("collaboratorConfigurations"))
        {
            if (known.Text("agentAliasArn")?.Split('/') is [_, string agent, string alias])
            {
                collaborators[known.Text("collaboratorName")!] = FindAgent(region, agent, alias);
            }
        }

        return new AgentTarget("inline", "inline", _models.ForInference(described.Text("foundationModel")!, region).Model)
        {
            IsInline = true,
            Instruction = described.Text("instruction"),
            Knowledge = described.Maps("knowledgeBases")
                .GroupBy(static knowledge => knowledge.Text("knowledgeBaseId")!)
                .ToDictionary(static same => same.Key, same => _knowledge.Find(region, same.Key)),
            Retrieval = described.Maps("knowledgeBases")
                .Where(static knowledge => knowledge.Map("retrievalConfiguration") is not null)
                .GroupBy(static knowledge => knowledge.Text("knowledgeBaseId")!)
                .ToDictionary(static same => same.Key, static same => same.First().Map("retrievalConfiguration")!),
            Actions = AgentActions.Of(groups),
            Collaborators = collaborators,
            CanCode = groups.Exists(static group => group.Text("parentActionGroupSignature") == AgentTarget.CodeInterpreter),
        };
    }

    private Answer Invoke(OperationCall call, AgentTarget target)
    {
        string sessionId = call.Input.Text("sessionId") ?? "";
        return Answer.Stream((output, token) => AnswerAsync(call, target, sessionId, output, token))
            .With("x-amzn-bedrock-agent-content-type", "application/json")
            .With("x-amz-bedrock-agent-session-id", sessionId);
    }

    private Answer GetMemory(OperationCall call)
    {
        AgentTarget target = FindAgent(call);
        return Pages.Of(
            call,
            "memoryContents",
            _memories.Of(call.Region, target.Agent, target.Alias, call.Input.Text("memoryId")!)
                .ConvertAll(static summary => (object?)AgentEvents.Map("sessionSummary", summary)));
    }

    private Answer DeleteMemory(OperationCall call)
    {
        AgentTarget target = FindAgent(call);
        _memories.Remove(call.Region, target.Agent, target.Alias, call.Input.Text("memoryId"), call.Input.Text("sessionId"));
        return Answer.Of([]);
    }

    private AgentTarget FindAgent(OperationCall call) =>
        FindAgent(call.Region, call.Input.Text("agentId") ?? "", call.Input.Text("agentAliasId") ?? "");

    private AgentTarget FindAgent(string region, string agent, string alias) =>
        _agents.Find(region, agent, alias, id => _knowledge.Find(region, id)) ?? throw ServiceFault.NotFound(
            $"There is no agent '{agent}' with the alias '{alias}'. The local endpoint has {BuiltInAgent.Id} with {TestAlias.Id}.");

    private async Task AnswerAsync(OperationCall call, AgentTarget target, string sessionId, EventOutput output, CancellationToken cancellationToken)
    {
        if (_sessions.Count >= MaxSessions)
        {
            _sessions.Clear();
        }

        string key = $"{call.Region}/{target.Agent}/{target.Alias}/{sessionId}";
        AgentSession session = _sessions.GetOrAdd(key, static _ => new AgentSession());
        if (!session.TryEnter())
        {
            throw ServiceFault.Conflict($"The session '{sessionId}' is answering another question.");
        }

        try
        {
            session.MemoryId = call.Input.Text("memoryId") ?? session.MemoryId;
            AgentRun run = new(call, target, session, new AgentEvents(call, target, sessionId, output), _texts)
            {
                Remembered = session.MemoryId is string memory
                    ? _memories.Of(call.Region, target.Agent, target.Alias, memory).FirstOrDefault()?.Text("summaryText")
                    : null,
            };
            await run.AnswerAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            session.Leave();
        }

        if (call.Input.Flag("endSession") && _sessions.TryRemove(key, out AgentSession? _))
        {
            _memories.Add(call.Region, target, sessionId, session);
        }
    }
}

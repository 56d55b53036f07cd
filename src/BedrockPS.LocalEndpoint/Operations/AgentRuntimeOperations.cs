using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Local.Agents;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Operations;

/// <summary>Agents in use; one is built in.</summary>
internal sealed class AgentRuntimeOperations
{
    /// <summary>Id of the agent that is always there. Its alias is the one AWS gives every draft.</summary>
    public const string BuiltInAgent = "LOCALAGENT";

    public const string BuiltInAlias = "TSTALIASID";

    private const string Service = "bedrock-agent-runtime";
    private const int MaxSessions = 1000;

    private readonly ConcurrentDictionary<string, Conversation> _sessions = new(StringComparer.Ordinal);
    private readonly ITextModel _texts;
    private readonly AgentResources _agents;
    private readonly KnowledgeRuntime _knowledge;

    public AgentRuntimeOperations(ITextModel texts, AgentResources agents, KnowledgeRuntime knowledge)
    {
        _texts = texts;
        _agents = agents;
        _knowledge = knowledge;
    }

    public void AddTo(OperationTable table)
    {
        table.Add(Service, "InvokeAgent", InvokeAgent);
    }

    private Answer InvokeAgent(OperationCall call)
    {
        string agent = call.Input.Text("agentId") ?? "";
        string alias = call.Input.Text("agentAliasId") ?? "";
        AgentTarget target = FindAgent(call.Region, agent, alias);
        string session = call.Input.Text("sessionId") ?? "";
        return Answer.Stream((output, token) => AnswerAsAgentAsync(call, target, session, output, token))
            .With("x-amzn-bedrock-agent-content-type", "application/json")
            .With("x-amz-bedrock-agent-session-id", session);
    }

    private AgentTarget FindAgent(string region, string agent, string alias) => agent == BuiltInAgent && alias == BuiltInAlias
        ? new AgentTarget(agent, alias, ModelCatalogue.Find("amazon.nova-lite-v1:0")!) { Knowledge = [KnowledgeBase.BuiltIn] }
        : _agents.Find(region, agent, alias, id => _knowledge.Find(region, id)) ?? throw ServiceFault.NotFound(
            $"There is no agent '{agent}' with the alias '{alias}'. The local endpoint has {BuiltInAgent} with {BuiltInAlias}.");

    private async Task AnswerAsAgentAsync(
        OperationCall call, AgentTarget target, string session, EventOutput output, CancellationToken cancellationToken)
    {
        string text = call.Input.Text("inputText") ?? "";
        if (_sessions.Count >= MaxSessions)
        {
            _sessions.Clear();
        }

        Conversation conversation = _sessions.GetOrAdd(target.Agent + "/" + session, _ => new Conversation(target.Model));
        Conversation asked = new(target.Model);
        if (target.Instruction is string instruction)
        {
            asked.AddSystem(instruction);
        }

        lock (conversation)
        {
            conversation.TurnOf("user").AddText(text);
            asked.Turns.AddRange(conversation.Turns);
        }

        List<KeyValuePair<StoredPassage, double>> found = target.Knowledge.SelectMany(knowledge => knowledge.Search(text, 1, null)).ToList();
        if (call.Input.Flag("enableTrace"))
        {
            await WriteTraceAsync(output, target, session, text, found).ConfigureAwait(false);
        }

        WholeAnswer answer = new();
        await _texts.AnswerAsync(asked, answer, cancellationToken).ConfigureAwait(false);
        string said = answer.Text;
        lock (conversation)
        {
            conversation.TurnOf("assistant").AddText(said);
        }

        if (call.Input.Map("streamingConfigurations")?.Flag("streamFinalResponse") == true)
        {
            await answer.ReplayAsync(new AgentChunkSink(output)).ConfigureAwait(false);
        }
        else
        {
            await WriteChunkAsync(output, said).ConfigureAwait(false);
        }

        if (call.Input.Flag("endSession"))
        {
            _sessions.TryRemove(target.Agent + "/" + session, out Conversation? _);
        }
    }

    private static async Task WriteTraceAsync(
        EventOutput output, AgentTarget target, string session, string text, List<KeyValuePair<StoredPassage, double>> found)
    {
        Utf8JsonWriter json = output.BeginEvent();
        json.WriteStartObject();
        json.WriteString("agentId", target.Agent);
        json.WriteString("agentAliasId", target.Alias);
        json.WriteString("agentVersion", target.Version);
        json.WriteString("sessionId", session);
        json.WriteStartObject("trace");
        json.WriteStartObject("orchestrationTrace");
        json.WriteStartObject("rationale");
        json.WriteString("traceId", session + "-0");
        json.WriteString("text", found.Count == 0
            ? $"The question \"{SimulatedText.Quote(text)}\" is answered without a knowledge base."
            : $"The question \"{SimulatedText.Quote(text)}\" is nearest to {found[0].Key.Uri}.");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        await output.EndEventAsync("trace").ConfigureAwait(false);
    }

    private static ValueTask WriteChunkAsync(EventOutput output, string text)
    {
        Utf8JsonWriter json = output.BeginEvent();
        json.WriteStartObject();
        json.WriteBase64String("bytes", Encoding.UTF8.GetBytes(text));
        json.WriteEndObject();
        return output.EndEventAsync("chunk");
    }

    private sealed class AgentChunkSink : AnswerSink
    {
        private readonly EventOutput _output;

        public AgentChunkSink(EventOutput output) => _output = output;

        public override ValueTask AddAsync(AnswerBlock block, string piece) =>
            block.Kind == BlockKind.Text ? WriteChunkAsync(_output, piece) : default;

        public override ValueTask EndAsync(Completion completion) => default;
    }
}

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
using BedrockPS.Local.Embeddings;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Operations;

/// <summary>Agents and knowledge bases in use: one of each is built in.</summary>
internal sealed class AgentRuntimeOperations
{
    /// <summary>Id of the agent that is always there. Its alias is the one AWS gives every draft.</summary>
    public const string BuiltInAgent = "LOCALAGENT";

    public const string BuiltInAlias = "TSTALIASID";

    private const string Service = "bedrock-agent-runtime";
    private const int MaxSessions = 1000;

    private readonly ConcurrentDictionary<string, Conversation> _sessions = new(StringComparer.Ordinal);
    private readonly ITextModel _texts;
    private readonly ModelResolver _models;
    private readonly AgentResources _agents;
    private readonly KnowledgeResources _knowledge;

    public AgentRuntimeOperations(ITextModel texts, ModelResolver models, AgentResources agents, KnowledgeResources knowledge)
    {
        _texts = texts;
        _models = models;
        _agents = agents;
        _knowledge = knowledge;
    }

    public void AddTo(OperationTable table)
    {
        table.Add(Service, "Retrieve", Retrieve);
        table.Add(Service, "RetrieveAndGenerate", RetrieveAndGenerateAsync);
        table.Add(Service, "InvokeAgent", InvokeAgent);
        table.Add(Service, "Rerank", Rerank);
    }

    private Answer Retrieve(OperationCall call)
    {
        KnowledgeBase knowledge = FindKnowledge(call.Region, call.Input.Text("knowledgeBaseId"));
        IReadOnlyList<KeyValuePair<Passage, double>> found = Search(
            knowledge, call.Input.Map("retrievalQuery")?.Text("text") ?? "", call.Input.Map("retrievalConfiguration"));
        return Answer.Of(new()
        {
            ["retrievalResults"] = found.Select(static result =>
            {
                Dictionary<string, object?> reference = Reference(result.Key);
                reference["score"] = result.Value;
                return (object?)reference;
            }).ToList(),
        });
    }

    private async Task<Answer> RetrieveAndGenerateAsync(OperationCall call, CancellationToken cancellationToken)
    {
        Dictionary<string, object?> configuration = call.Input.Map("retrieveAndGenerateConfiguration")?.Map("knowledgeBaseConfiguration")
            ?? throw ServiceFault.Validation("The local endpoint answers from a knowledge base: give a knowledgeBaseConfiguration.");
        KnowledgeBase knowledge = FindKnowledge(call.Region, configuration.Text("knowledgeBaseId"));
        CatalogueModel model = _models.ForInference(configuration.Text("modelArn") ?? "", call.Region).Model;
        string question = call.Input.Map("input")?.Text("text") ?? "";
        IReadOnlyList<KeyValuePair<Passage, double>> found = Search(knowledge, question, configuration.Map("retrievalConfiguration"));
        string told = found.Count == 0 ? "" : found[0].Key.Text;

        Conversation conversation = new(model);
        conversation.AddSystem("Answer from: " + told);
        conversation.TurnOf("user").AddText(question);
        WholeAnswer answer = new();
        await _texts.AnswerAsync(conversation, answer, cancellationToken).ConfigureAwait(false);
        string text = told.Length == 0 ? answer.Text : told + " " + answer.Text;
        return Answer.Of(new()
        {
            ["sessionId"] = call.Input.Text("sessionId") ?? Guid.NewGuid().ToString(),
            ["output"] = new Dictionary<string, object?> { ["text"] = text },
            ["citations"] = told.Length == 0 ? [] : new List<object?> { Citation(told, found[0].Key) },
        });
    }

    private Answer Rerank(OperationCall call)
    {
        Dictionary<string, object?> configuration = call.Input.Map("rerankingConfiguration")?.Map("bedrockRerankingConfiguration") ?? [];
        string modelArn = configuration.Map("modelConfiguration")?.Text("modelArn") ?? "";
        if (_models.Find(modelArn, call.Region)?.Model.Family != "rerank")
        {
            throw ServiceFault.Validation($"The model '{modelArn}' does not rerank.");
        }

        string query = call.Input.Maps("queries").First().Map("textQuery")?.Text("text") ?? "";
        List<Dictionary<string, object?>> documents = call.Input.Maps("sources")
            .Select(static source => source.Map("inlineDocumentSource") ?? []).ToList();
        List<string> texts = documents.ConvertAll(
            static document => document.Map("textDocument")?.Text("text") ?? JsonText.Of(document.Get("jsonDocument")));
        return Answer.Of(new()
        {
            ["results"] = RerankModel.Rank(query, texts)
                .Take(configuration.Number("numberOfResults") ?? texts.Count)
                .Select(result => (object?)new Dictionary<string, object?>
                {
                    ["index"] = (long)result.Key,
                    ["relevanceScore"] = result.Value,
                    ["document"] = documents[result.Key],
                })
                .ToList(),
        });
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
        : _agents.Find(region, agent, alias, id => FindKnowledge(region, id)) ?? throw ServiceFault.NotFound(
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

        List<KeyValuePair<Passage, double>> found = target.Knowledge.SelectMany(knowledge => knowledge.Search(text, 1, null)).ToList();
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
        EventOutput output, AgentTarget target, string session, string text, List<KeyValuePair<Passage, double>> found)
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

    private KnowledgeBase FindKnowledge(string region, string? id) => id == KnowledgeBase.BuiltInId
        ? KnowledgeBase.BuiltIn
        : _knowledge.Find(region, id ?? "") ?? throw ServiceFault.NotFound($"There is no knowledge base '{id}'. The local endpoint has {KnowledgeBase.BuiltInId}.");

    private static IReadOnlyList<KeyValuePair<Passage, double>> Search(
        KnowledgeBase knowledge, string query, Dictionary<string, object?>? retrieval)
    {
        Dictionary<string, object?> search = retrieval?.Map("vectorSearchConfiguration") ?? retrieval?.Map("managedSearchConfiguration") ?? [];
        return knowledge.Search(query, search.Number("numberOfResults") ?? 5, search.Map("filter"));
    }

    private static Dictionary<string, object?> Reference(Passage passage) => new()
    {
        ["content"] = new Dictionary<string, object?> { ["text"] = passage.Text, ["type"] = "TEXT" },
        ["location"] = passage.IsCustom
            ? new Dictionary<string, object?>
            {
                ["type"] = "CUSTOM",
                ["customDocumentLocation"] = new Dictionary<string, object?> { ["id"] = passage.Uri },
            }
            : new Dictionary<string, object?>
            {
                ["type"] = "S3",
                ["s3Location"] = new Dictionary<string, object?> { ["uri"] = passage.Uri },
            },
        ["metadata"] = passage.Metadata,
    };

    private static Dictionary<string, object?> Citation(string text, Passage passage) => new()
    {
        ["generatedResponsePart"] = new Dictionary<string, object?>
        {
            ["textResponsePart"] = new Dictionary<string, object?>
            {
                ["text"] = text,
                ["span"] = new Dictionary<string, object?> { ["start"] = 0L, ["end"] = (long)text.Length - 1 },
            },
        },
        ["retrievedReferences"] = new List<object?> { Reference(passage) },
    };

    private sealed class AgentChunkSink : AnswerSink
    {
        private readonly EventOutput _output;

        public AgentChunkSink(EventOutput output) => _output = output;

        public override ValueTask AddAsync(AnswerBlock block, string piece) =>
            block.Kind == BlockKind.Text ? WriteChunkAsync(_output, piece) : default;

        public override ValueTask EndAsync(Completion completion) => default;
    }
}

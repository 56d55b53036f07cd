using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Local.Agents;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Converse;
using BedrockPS.Local.Operations;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Flows;

/// <summary>Does what nodes do that call something: models, prompts, knowledge bases, agents, and a store in the place of S3. Runs no code.</summary>
internal sealed class FlowWorker
{
    private const int MaxObjects = 1000;

    /// <summary>What an agent is made to ask back.</summary>
    private static readonly Regex s_ask = new(@"\{\{ask\s+(?<question>[^}]+)\}\}");

    private readonly ITextModel _texts;
    private readonly ModelResolver _models;
    private readonly PromptOperations _prompts;
    private readonly AgentResources _agents;
    private readonly KnowledgeRuntime _knowledge;
    private readonly ConcurrentDictionary<string, string> _objects;
    private readonly string _region;

    private FlowWorker(
        ITextModel texts,
        ModelResolver models,
        PromptOperations prompts,
        AgentResources agents,
        KnowledgeRuntime knowledge,
        ConcurrentDictionary<string, string> objects,
        string region)
    {
        _texts = texts;
        _models = models;
        _prompts = prompts;
        _agents = agents;
        _knowledge = knowledge;
        _objects = objects;
        _region = region;
    }

    /// <summary>Makes workers for the flows of an endpoint, by region.</summary>
    public static Func<string, FlowWorker> Maker(
        ITextModel texts, ModelResolver models, PromptOperations prompts, AgentResources agents, KnowledgeRuntime knowledge)
    {
        ConcurrentDictionary<string, string> objects = new(StringComparer.Ordinal);
        return region => new FlowWorker(texts, models, prompts, agents, knowledge, objects, region);
    }

    /// <summary>What a node makes of its inputs.</summary>
    /// <exception cref="FlowFailure">It cannot.</exception>
    public async Task<Dictionary<string, object?>> WorkAsync(
        FlowNode node, Dictionary<string, object?> inputs, Func<FlowEventKind, Dictionary<string, object?>, ValueTask> tell, CancellationToken cancellationToken)
    {
        try
        {
            return node.Type switch
            {
                "Prompt" => await PromptAsync(node, inputs, tell, cancellationToken).ConfigureAwait(false),
                "KnowledgeBase" => await KnowAsync(node, inputs, tell, cancellationToken).ConfigureAwait(false),
                "Storage" => Store(node, inputs),
                "Retrieval" => Retrieve(node, inputs),
                _ => throw new FlowFailure(node.Name, "DEPENDENCY_FAILED", $"The local endpoint runs no code and calls nobody: it cannot do what the node {node.Name} of the type {node.Type} does."),
            };
        }
        catch (ServiceFault fault)
        {
            throw FlowFailure.Of(node, fault);
        }
    }

    /// <summary>An agent's answer; {{ask Which city?}} in what it is given makes it ask that first, where it may.</summary>
    /// <exception cref="FlowFailure">There is no such agent.</exception>
    public async Task<FlowReply> AskAgentAsync(
        FlowNode node,
        string text,
        Dictionary<string, Conversation> conversations,
        bool mayAsk,
        Func<FlowEventKind, Dictionary<string, object?>, ValueTask> tell,
        CancellationToken cancellationToken)
    {
        AgentTarget agent = FindAgent(node);
        if (!conversations.TryGetValue(node.Name, out Conversation? conversation))
        {
            conversations[node.Name] = conversation = new Conversation(agent.Model);
            if (agent.Instruction is string instruction)
            {
                conversation.AddSystem(instruction);
            }
        }

        conversation.TurnOf("user").AddText(text);
        await tell(FlowEventKind.Dependency, new()
        {
            ["traceElements"] = new Dictionary<string, object?> { ["agentTraces"] = new List<object?> { Rationale(agent, text) } },
        }).ConfigureAwait(false);
        string said;
        bool asks = mayAsk && s_ask.IsMatch(text);
        if (asks)
        {
            said = s_ask.Match(text).Groups["question"].Value.Trim();
        }
        else
        {
            WholeAnswer answer = new();
            await _texts.AnswerAsync(conversation, answer, cancellationToken).ConfigureAwait(false);
            said = answer.Text;
        }

        conversation.TurnOf("assistant").AddText(said);
        return new FlowReply(said, asks);
    }

    private AgentTarget FindAgent(FlowNode node)
    {
        string arn = node.Configuration.Text("agentAliasArn") ?? "";
        string[] parts = (Arns.Resource(arn) ?? "").Split('/');
        try
        {
            AgentTarget? found = parts is not ["agent-alias", string agent, string alias] ? null
                : _agents.Find(_region, agent, alias, id => _knowledge.Find(_region, id));
            return found ?? throw ServiceFault.NotFound($"there is no agent alias '{arn}'.");
        }
        catch (ServiceFault fault)
        {
            throw FlowFailure.Of(node, fault);
        }
    }

    private static Dictionary<string, object?> Rationale(AgentTarget agent, string text) => new()
    {
        ["agentId"] = agent.Agent,
        ["agentAliasId"] = agent.Alias,
        ["agentVersion"] = agent.Version,
        ["trace"] = new Dictionary<string, object?>
        {
            ["orchestrationTrace"] = new Dictionary<string, object?>
            {
                ["rationale"] = new Dictionary<string, object?> { ["text"] = $"The agent is asked \"{SimulatedText.Quote(text)}\".", ["traceId"] = "flow-0" },
            },
        },
    };

    private async Task<Dictionary<string, object?>> PromptAsync(
        FlowNode node, Dictionary<string, object?> inputs, Func<FlowEventKind, Dictionary<string, object?>, ValueTask> tell, CancellationToken cancellationToken)
    {
        Dictionary<string, object?> source = node.Configuration.Map("sourceConfiguration") ?? [];
        Dictionary<string, object?> variant = source.Map("inline") ?? PromptMessages.VariantOf(_prompts.Find(_region, source.Map("resource")?.Text("promptArn") ?? ""));
        Dictionary<string, object?> variables = inputs.ToDictionary(
            static input => input.Key, static input => (object?)new Dictionary<string, object?> { ["text"] = TextOf(input.Value) });
        Dictionary<string, object?> request = PromptMessages.Merge(variant, new() { ["promptVariables"] = variables });
        request.Remove("promptVariables");
        string modelId = variant.Text("modelId") ?? "";
        string said = await AnswerAsync(ConverseParser.Parse(request, _models.ForInference(modelId, _region).Model), cancellationToken).ConfigureAwait(false);
        request["modelId"] = modelId;
        await TellCallAsync(tell, "Converse", request, said).ConfigureAwait(false);
        return new() { [node.OutputName("modelCompletion")] = said };
    }

    private async Task<Dictionary<string, object?>> KnowAsync(
        FlowNode node, Dictionary<string, object?> inputs, Func<FlowEventKind, Dictionary<string, object?>, ValueTask> tell, CancellationToken cancellationToken)
    {
        string query = TextOf(inputs.Values.FirstOrDefault());
        KnowledgeBase knowledge = _knowledge.Find(_region, node.Configuration.Text("knowledgeBaseId"));
        IReadOnlyList<KeyValuePair<StoredPassage, double>> found = knowledge.Search(query, node.Configuration.Number("numberOfResults") ?? 5, null);
        if (node.Configuration.Text("modelId") is not string modelId)
        {
            return new()
            {
                [node.OutputName("retrievalResults")] = found.Select(static result => (object?)new Dictionary<string, object?>
                {
                    ["content"] = new Dictionary<string, object?> { ["text"] = result.Key.Text, ["type"] = "TEXT" },
                    ["metadata"] = result.Key.Metadata,
                    ["score"] = result.Value,
                }).ToList(),
            };
        }

        Conversation conversation = new(_models.ForInference(modelId, _region).Model);
        conversation.AddSystem("Answer from: " + string.Join(" ", found.Take(1).Select(static result => result.Key.Text)));
        conversation.TurnOf("user").AddText(query);
        string said = await AnswerAsync(conversation, cancellationToken).ConfigureAwait(false);
        await TellCallAsync(tell, "RetrieveAndGenerate", new() { ["input"] = query }, said).ConfigureAwait(false);
        return new() { [node.OutputName("outputText")] = found.Count == 0 ? said : found[0].Key.Text + " " + said };
    }

    private Dictionary<string, object?> Store(FlowNode node, Dictionary<string, object?> inputs)
    {
        if (_objects.Count >= MaxObjects)
        {
            _objects.Clear();
        }

        string uri = UriOf(node, inputs);
        _objects[uri] = TextOf(inputs.Get("content"));
        return new() { [node.OutputName("s3Uri")] = uri };
    }

    private Dictionary<string, object?> Retrieve(FlowNode node, Dictionary<string, object?> inputs) =>
        _objects.TryGetValue(UriOf(node, inputs), out string? text)
            ? new() { [node.OutputName("s3Content")] = text }
            : throw new FlowFailure(node.Name, "DEPENDENCY_FAILED", $"No storage node has put anything at {UriOf(node, inputs)}.");

    private static string UriOf(FlowNode node, Dictionary<string, object?> inputs) =>
        $"s3://{node.Configuration.Map("serviceConfiguration")?.Map("s3")?.Text("bucketName")}/{TextOf(inputs.Get("objectKey"))}";

    private async Task<string> AnswerAsync(Conversation conversation, CancellationToken cancellationToken)
    {
        WholeAnswer answer = new();
        await _texts.AnswerAsync(conversation, answer, cancellationToken).ConfigureAwait(false);
        return answer.Text;
    }

    private static ValueTask TellCallAsync(
        Func<FlowEventKind, Dictionary<string, object?>, ValueTask> tell, string operation, Dictionary<string, object?> request, string said) =>
        tell(FlowEventKind.Action, new()
        {
            ["serviceName"] = operation == "Converse" ? "bedrock-runtime" : "bedrock-agent-runtime",
            ["operationName"] = operation,
            ["requestId"] = Guid.NewGuid().ToString(),
            ["operationRequest"] = request,
            ["operationResponse"] = new Dictionary<string, object?> { ["text"] = said },
        });

    private static string TextOf(object? value) => value as string ?? JsonText.Of(value);
}

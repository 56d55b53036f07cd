using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Api;
using BedrockPS.Completers;
using BedrockPS.Knowledge;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Has a model plan how to find what a question asks for, in one knowledge base or several: it takes the question apart, searches until it
/// has found enough, and answers from the passages with citations. -Trace shows the steps.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "BRAgenticRetrieval", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(KnowledgeAnswer), typeof(AnswerChunk))]
[Calls(KnowledgeApi.Service, "AgenticRetrieveStream")]
public sealed class InvokeBRAgenticRetrievalCommand : KnowledgeCmdlet
{
    private const string Custom = "CUSTOM";

    /// <summary>Ids, ARNs or names of the knowledge bases.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("KnowledgeBaseId", "KnowledgeBaseArn")]
    [ArgumentCompleter(typeof(KnowledgeBaseCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] KnowledgeBase { get; set; } = null!;

    /// <summary>What each knowledge base is about, in the same order, for the model to choose among several.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Description { get; set; }

    /// <summary>Model that plans and answers: id, inference profile id, ARN or short name. Without it the service chooses one.</summary>
    [Parameter(Position = 2)]
    [Alias("ModelId", "ModelArn")]
    [ArgumentCompleter(typeof(ModelCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Model { get; set; }

    /// <summary>What was said before the question: earlier answers, messages, or hashtables of role (user, assistant) and text.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object[]? History { get; set; }

    /// <summary>Passages to find in each knowledge base.</summary>
    [Parameter]
    [Alias("MaxNumberOfResults")]
    [ValidateRange(1, int.MaxValue)]
    public int? Top { get; set; }

    /// <summary>Rounds of searching at most, 2 or more.</summary>
    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    public int? MaxIteration { get; set; }

    /// <summary>Find passages alone, and write no answer.</summary>
    [Parameter]
    public SwitchParameter NoAnswer { get; set; }

    /// <summary>An answer's NextToken, for further passages.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? NextToken { get; set; }

    /// <summary>Show the steps: as chunks with -Stream, else in the answer's Trace.</summary>
    [Parameter]
    public SwitchParameter Trace { get; set; }

    /// <summary>Write pieces of the answer as they arrive; the last has the whole answer.</summary>
    [Parameter]
    public SwitchParameter Stream { get; set; }

    private protected override string Place
    {
        get => KnowledgeBase.Length == 1 ? KnowledgeBase[0] : "";
        set => KnowledgeBase = [value];
    }

    private protected override void Run()
    {
        ApiClient api = ApiOf(KnowledgeBase[0]);
        ForEach(Questions(), question =>
        {
            if (!ShouldProcess(string.Join(", ", KnowledgeBase), "Agentic retrieval"))
            {
                return;
            }

            string? model = Model is null ? null : Wait(ModelArns.FindCallableAsync(api, Model, StopToken));
            List<KnowledgeBaseReference> references = KnowledgeBase.Select(given => Wait(Finder.FindAsync(api, given, StopToken))).ToList();
            Dictionary<string, object?> members = Members(api, question, model, references);
            ApiEventStream events = Wait(api.CallStreamAsync(KnowledgeApi.Service, "AgenticRetrieveStream", members, StopToken));
            KnowledgeAnswer? answer = Read(new AgenticStream(events, model, api.Region, Trace), BelongsTo(question), Stream);
            if (!Stream)
            {
                WriteObject(answer);
            }
        });
    }

    private Dictionary<string, object?> Members(ApiClient api, string question, string? model, IReadOnlyList<KnowledgeBaseReference> knowledgeBases)
    {
        Dictionary<string, object?> members = new()
        {
            ["messages"] = Messages(question),
            ["retrievers"] = Retrievers(knowledgeBases),
            ["agenticRetrieveConfiguration"] = Configuration(api, model),
        };
        AddUser(members);
        if (NoAnswer)
        {
            members["generateResponse"] = false;
        }

        if (!string.IsNullOrEmpty(NextToken))
        {
            members["nextToken"] = NextToken;
        }

        if (GuardrailMembers() is Dictionary<string, object?> guardrail)
        {
            members["policyConfiguration"] = new Dictionary<string, object?> { ["bedrockGuardrailConfiguration"] = guardrail };
        }

        return members;
    }

    private List<object?> Messages(string question) =>
    [
        .. (History ?? []).SelectMany(Said).Append(("user", question)).Select(static message => new Dictionary<string, object?>
        {
            ["role"] = message.Item1,
            ["content"] = new Dictionary<string, object?> { ["text"] = message.Item2 },
        }),
    ];

    private static IEnumerable<(string Role, string Text)> Said(object given)
    {
        switch (given is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : given)
        {
            case Message message:
                return [(message.Role, message.Text)];
            case KnowledgeAnswer answer:
                return answer.InputObject is string asked ? [("user", asked), ("assistant", answer.Text)] : [("assistant", answer.Text)];
            default:
                Dictionary<string, object?> map = new(PlainValue.ToMap(given, "-History"), StringComparer.OrdinalIgnoreCase);
                return map.Text("role") is { Length: > 0 } role && map.Text("text") is { Length: > 0 } text
                    ? [(role.ToLowerInvariant(), text)]
                    : throw new BedrockException("ParameterInvalid", "-History takes answers, messages, and hashtables of role and text.")
                    {
                        RecommendedAction = "Give @{ role = 'user'; text = '…' }.",
                        EndsPipeline = true,
                    };
        }
    }

    private List<object?> Retrievers(IReadOnlyList<KnowledgeBaseReference> knowledgeBases)
    {
        if (Description is not null && Description.Length != knowledgeBases.Count)
        {
            throw new BedrockException("ParameterInvalid", $"-Description has {Description.Length} texts for {knowledgeBases.Count} knowledge bases.")
            {
                RecommendedAction = "Give one for each, in the same order.",
                EndsPipeline = true,
            };
        }

        Dictionary<string, object?> overrides = [];
        if (ReadFilter() is KnowledgeFilter filter)
        {
            overrides["filter"] = filter.Whole();
        }

        if (Top is int top)
        {
            overrides["maxNumberOfResults"] = top;
        }

        List<object?> retrievers = [];
        for (int i = 0; i < knowledgeBases.Count; i++)
        {
            Dictionary<string, object?> knowledgeBase = new() { ["knowledgeBaseId"] = knowledgeBases[i].Id };
            if (overrides.Count > 0)
            {
                knowledgeBase["retrievalOverrides"] = overrides;
            }

            Dictionary<string, object?> retriever = new() { ["configuration"] = new Dictionary<string, object?> { ["knowledgeBase"] = knowledgeBase } };
            if (Description is not null)
            {
                retriever["description"] = Description[i];
            }

            retrievers.Add(retriever);
        }

        return retrievers;
    }

    private Dictionary<string, object?> Configuration(ApiClient api, string? model)
    {
        Dictionary<string, object?> configuration = [];
        if (model is not null)
        {
            configuration["foundationModelType"] = Custom;
            configuration["foundationModelConfiguration"] = ModelConfiguration("BEDROCK_FOUNDATION_MODEL", "bedrockFoundationModelConfiguration", model);
        }

        if (MaxIteration is int rounds)
        {
            configuration["maxAgentIteration"] = rounds;
        }

        if (ResolveRerankModel(api) is string rerank)
        {
            bool isCustom = rerank is not (RerankSettings.Managed or RerankSettings.None);
            configuration["rerankingModelType"] = isCustom ? Custom : rerank;
            if (isCustom)
            {
                configuration["rerankingConfiguration"] = ModelConfiguration("BEDROCK_RERANKING_MODEL", "bedrockRerankingConfiguration", rerank);
            }
        }

        return configuration;
    }

    private static Dictionary<string, object?> ModelConfiguration(string type, string member, string arn) => new()
    {
        ["type"] = type,
        [member] = new Dictionary<string, object?> { ["modelConfiguration"] = new Dictionary<string, object?> { ["modelArn"] = arn } },
    };
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Local.Agents;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Guardrails;
using BedrockPS.Local.Knowledge;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;
using BedrockPS.Local.Storage;

namespace BedrockPS.Local.Operations;

/// <summary>Answers written from knowledge bases and from documents sent along, whole and streamed.</summary>
internal sealed class KnowledgeAnswers
{
    private const int MaxCited = 2;
    private const double NearEnough = 0.7;

    private readonly KnowledgeSessions _sessions = new();
    private readonly ITextModel _texts;
    private readonly ModelResolver _models;
    private readonly KnowledgeRuntime _knowledge;
    private readonly IObjectStore _objects;

    public KnowledgeAnswers(ITextModel texts, ModelResolver models, KnowledgeRuntime knowledge, IObjectStore objects, OperationTable table)
    {
        _objects = objects;
        _texts = texts;
        _models = models;
        _knowledge = knowledge;
        table.Add(KnowledgeRuntime.Service, "RetrieveAndGenerate", WholeAsync);
        table.Add(KnowledgeRuntime.Service, "RetrieveAndGenerateStream", StreamAsync);
    }

    private async Task<Answer> WholeAsync(OperationCall call, CancellationToken cancellationToken)
    {
        (CitedAnswer answer, KnowledgeSession session) = await AnswerAsync(call, cancellationToken).ConfigureAwait(false);
        Dictionary<string, object?> members = new()
        {
            ["sessionId"] = session.Id,
            ["output"] = new Dictionary<string, object?> { ["text"] = answer.Text },
            ["citations"] = answer.Citations(),
        };
        if (IsGuarded(call))
        {
            members["guardrailAction"] = answer.HasIntervened ? "INTERVENED" : "NONE";
        }

        return Answer.Of(members);
    }

    private async Task<Answer> StreamAsync(OperationCall call, CancellationToken cancellationToken)
    {
        (CitedAnswer answer, KnowledgeSession session) = await AnswerAsync(call, cancellationToken).ConfigureAwait(false);
        return Answer.Stream((output, _) => WriteAsync(output, answer, IsGuarded(call))).With("x-amzn-bedrock-knowledge-base-session-id", session.Id);
    }

    private static async Task WriteAsync(EventOutput output, CitedAnswer answer, bool isGuarded)
    {
        TextEventSink sink = new(output, "output");
        foreach (CitedPart part in answer.Parts)
        {
            await AnswerPieces.WriteAsync(sink, new AnswerBlock(BlockKind.Text, 0), part.Said).ConfigureAwait(false);
            if (part.Passages.Count > 0)
            {
                Protocol.JsonValueWriter.WriteDocument(output.BeginEvent(), part.ToCitation());
                await output.EndEventAsync("citation").ConfigureAwait(false);
            }
        }

        if (isGuarded)
        {
            Protocol.JsonValueWriter.WriteDocument(
                output.BeginEvent(), new Dictionary<string, object?> { ["action"] = answer.HasIntervened ? "INTERVENED" : "NONE" });
            await output.EndEventAsync("guardrail").ConfigureAwait(false);
        }
    }

    private async Task<(CitedAnswer Answer, KnowledgeSession Session)> AnswerAsync(OperationCall call, CancellationToken cancellationToken)
    {
        string question = call.Input.Map("input")?.Text("text") ?? "";
        Dictionary<string, object?> configuration = ConfigurationOf(call, out bool isBase);
        string arn = configuration.Text("modelArn") ?? "";
        CatalogueModel model = _models.ForInference(arn, call.Region).Model;
        if (!model.IsText)
        {
            throw ServiceFault.Validation($"The model '{arn}' is not supported for RetrieveAndGenerate.");
        }

        KnowledgeBase knowledge = isBase
            ? _knowledge.Find(call.Region, configuration.Text("knowledgeBaseId"))
            : new KnowledgeBase(await ReadSourcesAsync(configuration, cancellationToken).ConfigureAwait(false)) { Id = "" };
        if (knowledge.Type == "MANAGED")
        {
            throw ServiceFault.Validation("RetrieveAndGenerate does not support managed knowledge bases: use AgenticRetrieveStream or Retrieve.");
        }

        PassageRanking ranking = _knowledge.Rank(call.Region, knowledge, configuration.Map("retrievalConfiguration"));
        Dictionary<string, object?> generation = configuration.Map("generationConfiguration") ?? [];
        string? template = generation.Map("promptTemplate")?.Text("textPromptTemplate");
        if (template is not null && template.IndexOf("$search_results$", StringComparison.Ordinal) < 0)
        {
            throw ServiceFault.Validation("The prompt template has no $search_results$.");
        }

        Dictionary<string, object?>? guardrail = _knowledge.Guardrail(call.Region, generation.Map("guardrailConfiguration"));
        KnowledgeSession session = _sessions.Open(call.Input.Text("sessionId"), knowledge.Id, model);
        if (guardrail is not null && new GuardrailRules(guardrail).Check(question, isInput: true).Blocks)
        {
            return (CitedAnswer.Blocked(guardrail.Text("blockedInputMessaging") ?? ""), session);
        }

        CitedAnswer answer = new();
        foreach (StoredPassage passage in Nearest(ranking, Questions(question, configuration)))
        {
            answer.Add(passage.Text, [passage]);
        }

        string said = await SayAsync(session, model, question, template, answer.Text, generation, cancellationToken).ConfigureAwait(false);
        answer.Add(said, []);
        return (Guard(guardrail, answer), session);
    }

    private async Task<List<StoredPassage>> ReadSourcesAsync(Dictionary<string, object?> configuration, CancellationToken cancellationToken)
    {
        List<StoredPassage> passages = [];
        foreach (Dictionary<string, object?> source in configuration.Maps("sources"))
        {
            passages.AddRange(await ExternalSources.ReadAsync(source, _objects, cancellationToken).ConfigureAwait(false));
        }

        return passages;
    }

    private async Task<string> SayAsync(
        KnowledgeSession session,
        CatalogueModel model,
        string question,
        string? template,
        string told,
        Dictionary<string, object?> generation,
        CancellationToken cancellationToken)
    {
        Conversation asked = new(model);
        asked.AddSystem(template?.Replace("$search_results$", told).Replace("$query$", question) ?? "Answer from: " + told);
        Dictionary<string, object?> inference = generation.Map("inferenceConfig")?.Map("textInferenceConfig") ?? [];
        asked.MaxTokens = inference.Number("maxTokens") is > 0 and int most ? most : null;
        asked.StopSequences.AddRange(inference.Texts("stopSequences"));
        lock (session.Said)
        {
            session.Said.TurnOf("user").AddText(question);
            asked.Turns.AddRange(session.Said.Turns);
        }

        WholeAnswer answer = new();
        await _texts.AnswerAsync(asked, answer, cancellationToken).ConfigureAwait(false);
        lock (session.Said)
        {
            session.Said.TurnOf("assistant").AddText(answer.Text);
        }

        return answer.Text;
    }

    /// <summary>The best passage for each question, and the second where it is nearly as good.</summary>
    private static IEnumerable<StoredPassage> Nearest(PassageRanking ranking, string[] questions)
    {
        HashSet<StoredPassage> told = [];
        foreach (string question in questions)
        {
            List<KeyValuePair<StoredPassage, double>> found = ranking.Find(RetrievalQuery.OfText(question)).Take(ranking.Count).ToList();
            for (int i = 0; i < Math.Min(MaxCited, found.Count); i++)
            {
                if ((i == 0 || found[i].Value > found[0].Value * NearEnough) && found[i].Key.Image is null && told.Add(found[i].Key))
                {
                    yield return found[i].Key;
                }
            }
        }
    }

    private static string[] Questions(string question, Dictionary<string, object?> configuration) =>
        configuration.Map("orchestrationConfiguration")?.Map("queryTransformationConfiguration")?.Text("type") == "QUERY_DECOMPOSITION"
            ? question.Split([" and ", "?"], StringSplitOptions.RemoveEmptyEntries).Where(static part => part.Trim().Length > 0).ToArray()
            : [question];

    private static CitedAnswer Guard(Dictionary<string, object?>? guardrail, CitedAnswer answer)
    {
        if (guardrail is null)
        {
            return answer;
        }

        GuardrailVerdict verdict = new GuardrailRules(guardrail).Check(answer.Text, isInput: false);
        return verdict.Blocks ? CitedAnswer.Blocked(guardrail.Text("blockedOutputsMessaging") ?? "")
            : verdict.Intervenes ? CitedAnswer.Blocked(verdict.Text)
            : answer;
    }

    private static Dictionary<string, object?> ConfigurationOf(OperationCall call, out bool isBase)
    {
        Dictionary<string, object?> configuration = call.Input.Map("retrieveAndGenerateConfiguration")
            ?? throw ServiceFault.Validation("retrieveAndGenerateConfiguration is required.");
        isBase = configuration.Text("type") == "KNOWLEDGE_BASE";
        string member = isBase ? "knowledgeBaseConfiguration" : "externalSourcesConfiguration";
        return configuration.Map(member) ?? throw ServiceFault.Validation($"{member} is required with the type {configuration.Text("type")}.");
    }

    private static bool IsGuarded(OperationCall call) =>
        ConfigurationOf(call, out _).Map("generationConfiguration")?.Map("guardrailConfiguration") is not null;
}

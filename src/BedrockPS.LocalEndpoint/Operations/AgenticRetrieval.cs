using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Local.Agents;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Guardrails;
using BedrockPS.Local.Knowledge;
using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Operations;

/// <summary>Retrieval with a plan: the question is taken apart, searched for in rounds, and answered from what was found.</summary>
internal sealed class AgenticRetrieval
{
    private const int UsualResults = 3;

    private readonly ITextModel _texts;
    private readonly ModelResolver _models;
    private readonly KnowledgeRuntime _knowledge;

    public AgenticRetrieval(ITextModel texts, ModelResolver models, KnowledgeRuntime knowledge, OperationTable table)
    {
        _texts = texts;
        _models = models;
        _knowledge = knowledge;
        table.Add(KnowledgeRuntime.Service, "AgenticRetrieveStream", Retrieve);
    }

    private Answer Retrieve(OperationCall call)
    {
        Dictionary<string, object?> configuration = call.Input.Map("agenticRetrieveConfiguration")!;
        CatalogueModel model = ModelOf(configuration, call.Region);
        CheckReranking(configuration, call.Region);
        List<(PassageRanking Ranking, int Count)> retrievers = call.Input.Maps("retrievers").Select(retriever => Open(retriever, call.Region)).ToList();
        Dictionary<string, object?>? guardrail = _knowledge.Guardrail(
            call.Region, call.Input.Map("policyConfiguration")?.Map("bedrockGuardrailConfiguration"));
        List<Dictionary<string, object?>> messages = call.Input.Maps("messages").ToList();
        if (messages[messages.Count - 1].Text("role") != "user")
        {
            throw ServiceFault.Validation("The last message must be the user's.");
        }

        string question = messages[messages.Count - 1].Map("content")!.Text("text") ?? "";
        bool answers = call.Input.Get("generateResponse") is not false;
        return Answer.Stream((output, token) => RunAsync(output, model, retrievers, guardrail, messages, question, answers, token));
    }

    private async Task RunAsync(
        EventOutput output,
        CatalogueModel model,
        List<(PassageRanking Ranking, int Count)> retrievers,
        Dictionary<string, object?>? guardrail,
        List<Dictionary<string, object?>> messages,
        string question,
        bool answers,
        CancellationToken cancellationToken)
    {
        AgenticTrace trace = new(output);
        string[] identifiers = [.. retrievers.Select(static retriever => retriever.Ranking.Knowledge.Id)];
        if (guardrail is not null && new GuardrailRules(guardrail).Check(question, isInput: true).Blocks)
        {
            await trace.WriteAsync("Planning", "FAILED", "A guardrail blocked the question.", new()
            {
                ["warnings"] = new List<object?> { new Dictionary<string, object?> { ["message"] = new Dictionary<string, object?> { ["message"] = "A guardrail blocked the question." } } },
            }).ConfigureAwait(false);
            await EndAsync(output, [], answers ? CitedAnswer.Blocked(guardrail.Text("blockedInputMessaging") ?? "") : null).ConfigureAwait(false);
            return;
        }

        string[] parts = question.Split([" and ", "?", ";"], StringSplitOptions.RemoveEmptyEntries).Select(static part => part.Trim()).Where(static part => part.Length > 0).ToArray();
        parts = parts.Length == 0 ? [question] : parts;
        await trace.WriteAsync("Planning", "IN_PROGRESS", "The question is taken apart.", []).ConfigureAwait(false);
        await trace.WriteAsync("Planning", "SUCCEEDED", $"{parts.Length} searches are needed.", AgenticTrace.Actions(parts, identifiers)).ConfigureAwait(false);
        List<(StoredPassage Passage, string Source)> found = [];
        List<int> firsts = [];
        foreach (string part in parts)
        {
            List<(StoredPassage Passage, double Score, string Source)> results = retrievers
                .SelectMany(retriever => retriever.Ranking.Find(RetrievalQuery.OfText(part)).Take(retriever.Count)
                    .Select(result => (result.Key, result.Value, retriever.Ranking.Knowledge.Id)))
                .OrderByDescending(static result => result.Value)
                .ToList();
            await trace.WriteAsync("Retrieval", "SUCCEEDED", $"{results.Count} passages were found for '{SimulatedText.Quote(part)}'.", AgenticTrace.Results(results, identifiers)).ConfigureAwait(false);
            for (int i = 0; i < results.Count; i++)
            {
                int known = found.FindIndex(other => ReferenceEquals(other.Passage, results[i].Passage));
                if (known < 0)
                {
                    found.Add((results[i].Passage, results[i].Source));
                    known = found.Count - 1;
                }

                if (i == 0 && !firsts.Contains(known))
                {
                    firsts.Add(known);
                }
            }
        }

        CitedAnswer? answer = answers ? await AnswerAsync(output, model, messages, found, firsts, guardrail, cancellationToken).ConfigureAwait(false) : null;
        await EndAsync(output, found, answer).ConfigureAwait(false);
    }

    private async Task<CitedAnswer> AnswerAsync(
        EventOutput output,
        CatalogueModel model,
        List<Dictionary<string, object?>> messages,
        List<(StoredPassage Passage, string Source)> found,
        List<int> firsts,
        Dictionary<string, object?>? guardrail,
        CancellationToken cancellationToken)
    {
        CitedAnswer answer = new();
        foreach (int first in firsts)
        {
            answer.Add(found[first].Passage.Text, [found[first].Passage]);
        }

        Conversation asked = new(model);
        asked.AddSystem("Answer from: " + answer.Text);
        foreach (Dictionary<string, object?> message in messages)
        {
            asked.TurnOf(message.Text("role")!).AddText(message.Map("content")!.Text("text") ?? "");
        }

        WholeAnswer said = new();
        await _texts.AnswerAsync(asked, said, cancellationToken).ConfigureAwait(false);
        answer.Add(said.Text, []);
        if (guardrail is not null && new GuardrailRules(guardrail).Check(answer.Text, isInput: false) is { Intervenes: true } verdict)
        {
            answer = CitedAnswer.Blocked(verdict.Blocks ? guardrail.Text("blockedOutputsMessaging") ?? "" : verdict.Text);
        }

        TextEventSink sink = new(output, "responseEvent");
        await AnswerPieces.WriteAsync(sink, new AnswerBlock(BlockKind.Text, 0), answer.Text).ConfigureAwait(false);
        return answer;
    }

    private static async Task EndAsync(EventOutput output, List<(StoredPassage Passage, string Source)> found, CitedAnswer? answer)
    {
        Dictionary<string, object?> result = new()
        {
            ["results"] = new List<object?>(found.Select(static item => PassageWriter.AgenticResult(item.Passage, item.Source))),
        };
        if (answer is not null)
        {
            result["generatedResponse"] = new Dictionary<string, object?>
            {
                ["answer"] = answer.Text,
                ["citations"] = new List<object?>(answer.Parts.Where(static part => part.Passages.Count > 0).Select(part => Cite(part, found))),
            };
        }

        JsonValueWriter.WriteDocument(output.BeginEvent(), result);
        await output.EndEventAsync("result").ConfigureAwait(false);
    }

    private static Dictionary<string, object?> Cite(CitedPart part, List<(StoredPassage Passage, string Source)> found) => new()
    {
        ["startIndex"] = (long)part.Start,
        ["endIndex"] = (long)(part.Start + part.Text.Length),
        ["references"] = new List<object?>(part.Passages.Select(passage => new Dictionary<string, object?>
        {
            ["resultIndex"] = (long)found.FindIndex(item => ReferenceEquals(item.Passage, passage)),
        })),
    };

    private (PassageRanking Ranking, int Count) Open(Dictionary<string, object?> retriever, string region)
    {
        Dictionary<string, object?> configuration = retriever.Map("configuration")!.Map("knowledgeBase")
            ?? throw ServiceFault.Validation("A retriever's configuration names a knowledge base.");
        KnowledgeBase knowledge = _knowledge.Find(region, configuration.Text("knowledgeBaseId"));
        Dictionary<string, object?> overrides = configuration.Map("retrievalOverrides") ?? [];
        Dictionary<string, object?> search = [];
        if (overrides.Map("filter") is Dictionary<string, object?> filter)
        {
            search["filter"] = filter;
        }

        string member = knowledge.Type == "MANAGED" ? "managedSearchConfiguration" : "vectorSearchConfiguration";
        return (_knowledge.Rank(region, knowledge, new() { [member] = search }), overrides.Number("maxNumberOfResults") ?? UsualResults);
    }

    private CatalogueModel ModelOf(Dictionary<string, object?> configuration, string region)
    {
        Dictionary<string, object?>? custom = configuration.Map("foundationModelConfiguration");
        if ((configuration.Text("foundationModelType") == "CUSTOM") != (custom is not null))
        {
            throw ServiceFault.Validation("foundationModelType CUSTOM and foundationModelConfiguration go together.");
        }

        if (custom is null)
        {
            return ModelCatalogue.Find("amazon.nova-lite-v1:0")!;
        }

        string arn = custom.Map("bedrockFoundationModelConfiguration")?.Map("modelConfiguration")?.Text("modelArn") ?? "";
        CatalogueModel model = _models.ForInference(arn, region).Model;
        return model.IsText ? model : throw ServiceFault.Validation($"The model '{arn}' cannot plan a retrieval.");
    }

    private void CheckReranking(Dictionary<string, object?> configuration, string region)
    {
        Dictionary<string, object?>? custom = configuration.Map("rerankingConfiguration");
        if ((configuration.Text("rerankingModelType") == "CUSTOM") != (custom is not null))
        {
            throw ServiceFault.Validation("rerankingModelType CUSTOM and rerankingConfiguration go together.");
        }

        string? arn = custom?.Map("bedrockRerankingConfiguration")?.Map("modelConfiguration")?.Text("modelArn");
        if (arn is not null && _models.Find(arn, region)?.Model.Family != "rerank")
        {
            throw ServiceFault.Validation($"The model '{arn}' does not rerank.");
        }
    }
}

using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Local.Converse;

namespace BedrockPS.Local.Simulation;

/// <summary>
/// Answers by rule: the same conversation gives the same answer. It calls tools when it must or when the prompt speaks of them,
/// answers in JSON when a schema is asked for, and otherwise tells what it was sent.
/// </summary>
internal sealed class SimulatedModel : ITextModel
{
    private const int DefaultMaxTokens = 4096;

    public async Task AnswerAsync(Conversation conversation, AnswerSink sink, CancellationToken cancellationToken)
    {
        // Agents, knowledge bases and flows make conversations of their own, which no request's rules have seen.
        ConversationRules.CheckLength(conversation);
        AnswerBudget budget = BudgetOf(conversation);
        await sink.StartAsync(conversation.UncachedTokens).ConfigureAwait(false);
        int index = conversation.Thinks ? await SimulatedReasoning.WriteAsync(conversation, sink, budget, 0).ConfigureAwait(false) : 0;
        List<PlannedCall> calls = budget.IsSpent ? [] : SimulatedTools.Next(conversation);
        if (calls.Count == 0 && conversation.Schema is null)
        {
            index = await CiteAsync(conversation, sink, budget, index).ConfigureAwait(false);
        }

        if (calls.Count != 1 && !budget.IsSpent)
        {
            string text = calls.Count > 1 ? $"I need {string.Join(" and ", calls.Select(static call => call.Name))}." : TextOf(conversation);
            await AnswerPieces.WriteAsync(sink, new AnswerBlock(BlockKind.Text, index++), budget.TakeText(text)).ConfigureAwait(false);
        }

        for (int i = 0; i < calls.Count && !budget.IsSpent; i++)
        {
            string input = SpoiledAnswer.Of(calls[i].Input, conversation);
            AnswerBlock block = new(BlockKind.ToolUse, index++, SimulatedTools.MakeId(conversation, calls[i], i), calls[i].Name);
            await AnswerPieces.WriteAsync(sink, block, budget.TakeJson(input)).ConfigureAwait(false);
        }

        await sink.EndAsync(new Completion
        {
            StopReason = StopScript.Read(conversation.Prompt) ?? budget.StopReason ?? (calls.Count > 0 ? "tool_use" : "end_turn"),
            StopSequence = budget.StopSequence,
            InputTokens = conversation.UncachedTokens,
            OutputTokens = budget.Used,
            Cache = conversation.Cache,
        }).ConfigureAwait(false);
    }

    /// <summary>A sentence for each source that is to be cited.</summary>
    private static async Task<int> CiteAsync(Conversation conversation, AnswerSink sink, AnswerBudget budget, int index)
    {
        foreach (CitableSource source in CitableSource.Of(conversation))
        {
            if (!budget.IsSpent)
            {
                Quotation quotation = source.Quote();
                AnswerBlock block = new(BlockKind.Cited, index++) { Quotations = [quotation] };
                string text = budget.TakeText($"{source.Title} says: \"{quotation.Text}\" ");
                await AnswerPieces.WriteAsync(sink, block, text).ConfigureAwait(false);
            }
        }

        return index;
    }

    private static string TextOf(Conversation conversation) => conversation.Schema is string schema
        ? SpoiledAnswer.Of(SchemaSample.Make(schema, new PromptValues(conversation.Material)), conversation)
        : SimulatedText.Answer(conversation);

    /// <summary>The limit the request sets, or the model, or what the context has room for.</summary>
    private static AnswerBudget BudgetOf(Conversation conversation)
    {
        int limit = conversation.MaxTokens ?? DefaultLimit(conversation);
        int room = conversation.Model.Context > 0 && limit != int.MaxValue ? conversation.Model.Context - conversation.InputTokens : int.MaxValue;
        return room < limit
            ? new AnswerBudget(room, conversation.StopSequences, "model_context_window_exceeded")
            : new AnswerBudget(limit, conversation.StopSequences, "max_tokens");
    }

    private static int DefaultLimit(Conversation conversation) =>
        SimulatedText.WordsAskedFor(conversation.Prompt) is not null ? int.MaxValue
        : conversation.Model.MaxOutput > 0 ? conversation.Model.MaxOutput
        : DefaultMaxTokens;
}

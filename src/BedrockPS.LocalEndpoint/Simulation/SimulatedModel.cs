using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

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
        AnswerBudget budget = new(conversation.MaxTokens ?? DefaultLimit(conversation), conversation.StopSequences);
        int inputTokens = conversation.InputTokens;
        await sink.StartAsync(inputTokens).ConfigureAwait(false);

        int index = 0;
        if (conversation.Thinks)
        {
            string thought = SimulatedText.Reasoning(conversation);
            await AnswerPieces.WriteAsync(sink, new AnswerBlock(BlockKind.Reasoning, index++), budget.TakeReasoning(thought))
                .ConfigureAwait(false);
        }

        List<PlannedCall> calls = budget.IsSpent ? [] : SimulatedTools.Next(conversation);
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
            StopReason = budget.StopReason ?? (calls.Count > 0 ? "tool_use" : "end_turn"),
            StopSequence = budget.StopSequence,
            InputTokens = inputTokens,
            OutputTokens = budget.Used,
        }).ConfigureAwait(false);
    }

    private static string TextOf(Conversation conversation) => conversation.Schema is string schema
        ? SpoiledAnswer.Of(SchemaSample.Make(schema, new PromptValues(conversation.Material)), conversation)
        : SimulatedText.Answer(conversation);

    private static int DefaultLimit(Conversation conversation) =>
        SimulatedText.WordsAskedFor(conversation.Prompt) is not null ? int.MaxValue
        : conversation.Model.MaxOutput > 0 ? conversation.Model.MaxOutput
        : DefaultMaxTokens;
}

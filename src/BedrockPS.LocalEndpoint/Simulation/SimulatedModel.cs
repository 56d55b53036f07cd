using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Local.Simulation;

/// <summary>
/// Answers by rule: the same conversation gives the same answer. It calls a tool when it must or when the prompt speaks of one,
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

        bool callsTool = false;
        if (!budget.IsSpent && SimulatedTools.Choose(conversation) is ToolSpec tool)
        {
            callsTool = true;
            string input = SchemaSample.Make(tool.Schema, conversation.Prompt);
            AnswerBlock block = new(BlockKind.ToolUse, index, SimulatedTools.MakeId(conversation, tool), tool.Name);
            await AnswerPieces.WriteAsync(sink, block, budget.TakeJson(input)).ConfigureAwait(false);
        }
        else if (!budget.IsSpent)
        {
            string text = conversation.Schema is string schema
                ? SchemaSample.Make(schema, conversation.Prompt)
                : SimulatedText.Answer(conversation);
            await AnswerPieces.WriteAsync(sink, new AnswerBlock(BlockKind.Text, index), budget.TakeText(text)).ConfigureAwait(false);
        }

        await sink.EndAsync(new Completion
        {
            StopReason = budget.StopReason ?? (callsTool ? "tool_use" : "end_turn"),
            StopSequence = budget.StopSequence,
            InputTokens = inputTokens,
            OutputTokens = budget.Used,
        }).ConfigureAwait(false);
    }

    private static int DefaultLimit(Conversation conversation) =>
        SimulatedText.WordsAskedFor(conversation.Prompt) is not null ? int.MaxValue
        : conversation.Model.MaxOutput > 0 ? conversation.Model.MaxOutput
        : DefaultMaxTokens;
}

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
            await WriteAsync(sink, new AnswerBlock(BlockKind.Reasoning, index++), budget.TakeReasoning(thought), cancellationToken)
                .ConfigureAwait(false);
        }

        bool callsTool = false;
        if (!budget.IsSpent && SimulatedTools.Choose(conversation) is ToolSpec tool)
        {
            callsTool = true;
            string input = SchemaSample.Make(tool.Schema, conversation.Prompt);
            AnswerBlock block = new(BlockKind.ToolUse, index, SimulatedTools.MakeId(conversation, tool), tool.Name);
            await WriteAsync(sink, block, budget.TakeJson(input), cancellationToken).ConfigureAwait(false);
        }
        else if (!budget.IsSpent)
        {
            string text = conversation.Schema is string schema
                ? SchemaSample.Make(schema, conversation.Prompt)
                : SimulatedText.Answer(conversation);
            await WriteAsync(sink, new AnswerBlock(BlockKind.Text, index), budget.TakeText(text), cancellationToken).ConfigureAwait(false);
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

    private static async Task WriteAsync(AnswerSink sink, AnswerBlock block, string text, CancellationToken cancellationToken)
    {
        await sink.BeginBlockAsync(block).ConfigureAwait(false);
        int at = 0;
        while (at < text.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int end = PieceEnd(text, at);
            await sink.AddAsync(block, text.Substring(at, end - at)).ConfigureAwait(false);
            at = end;
        }

        await sink.EndBlockAsync(block).ConfigureAwait(false);
    }

    /// <summary>A word with the space after it, or a dozen characters of something without spaces.</summary>
    private static int PieceEnd(string text, int start)
    {
        int end = start;
        while (end < text.Length && end - start < 12 && text[end] is not (' ' or '\n'))
        {
            end++;
        }

        if (end < text.Length && text[end] is ' ' or '\n')
        {
            end++;
        }

        // Never between the halves of a character outside the basic plane.
        return end < text.Length && char.IsHighSurrogate(text[end - 1]) ? end + 1 : end;
    }
}

using System;
using System.Text;
using System.Threading.Tasks;

namespace BedrockPS.Local.Simulation;

/// <summary>The thoughts before an answer: more of them where more effort is asked for.</summary>
internal static class SimulatedReasoning
{
    private const string Redacted = "{{redacted}}";

    /// <summary>Stands for the signature Claude puts under its reasoning; base64 of 'simulated reasoning'.</summary>
    public const string Signature = "c2ltdWxhdGVkIHJlYXNvbmluZw==";

    /// <summary>Writes the reasoning; what comes next has the index that is returned.</summary>
    public static async Task<int> WriteAsync(Conversation conversation, AnswerSink sink, AnswerBudget budget, int index)
    {
        bool isSigned = conversation.Model.Family == "claude";
        string text = TextOf(conversation);
        if (isSigned && conversation.Prompt.IndexOf(Redacted, StringComparison.Ordinal) >= 0)
        {
            AnswerBlock redacted = new(BlockKind.Redacted, index);
            string bytes = Convert.ToBase64String(Encoding.UTF8.GetBytes(budget.TakeReasoning(text)));
            await AnswerPieces.WriteAsync(sink, redacted, bytes).ConfigureAwait(false);
        }
        else
        {
            AnswerBlock block = new(BlockKind.Reasoning, index) { Signature = isSigned ? Signature : null };
            await AnswerPieces.WriteAsync(sink, block, budget.TakeReasoning(text)).ConfigureAwait(false);
        }

        return index + 1;
    }

    private static string TextOf(Conversation conversation)
    {
        string text = SimulatedText.Reasoning(conversation);
        return conversation.Effort switch
        {
            null or "low" => text,
            "medium" => text + " I look at it a second time.",
            _ => text + " I look at it a second time. And I look at it a third time, for I was asked to take pains.",
        };
    }
}

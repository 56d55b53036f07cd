using BedrockPS.Local.Serving;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Converse;

/// <summary>Claude's rules for the thoughts of earlier answers: unchanged where they are given back, and given back with tool calls.</summary>
internal static class ReasoningHistory
{
    /// <exception cref="ServiceFault">ValidationException.</exception>
    public static void Check(Conversation conversation)
    {
        for (int i = 0; i < conversation.Turns.Count; i++)
        {
            foreach (Part part in conversation.Turns[i].Parts)
            {
                if (part.Kind == PartKind.Reasoning && part.Name != SimulatedReasoning.Signature)
                {
                    throw ServiceFault.Validation($"messages.{i}.content: Invalid `signature` in `thinking` block");
                }
            }
        }

        int last = conversation.Turns.FindLastIndex(static turn => turn.Role == "assistant");
        if (last >= 0
            && conversation.Turns[last].Parts.Exists(static part => part.Kind == PartKind.ToolUse)
            && conversation.Turns[last].Parts[0].Kind != PartKind.Reasoning)
        {
            throw ServiceFault.Validation(
                $"messages.{last}.content.0.type: Expected `thinking` or `redacted_thinking`, but found `tool_use`. When `thinking` is "
                + "enabled, a final `assistant` message with tool calls must start with a thinking block.");
        }
    }
}

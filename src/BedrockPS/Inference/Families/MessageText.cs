using System;
using System.Text;

namespace BedrockPS.Inference.Families;

/// <summary>A message as plain text, for formats that know nothing else.</summary>
internal static class MessageText
{
    public static string Of(Message message, Func<ContentBlock, BedrockException> refuse)
    {
        StringBuilder text = new();
        bool isUser = message.Role != "assistant";
        foreach (ContentBlock block in message.Content)
        {
            // Reasoning is the model's own; no family wants it back but those that sign it.
            if (block.Kind == "reasoningContent")
            {
                continue;
            }

            if (block.Said is not string said)
            {
                throw refuse(block);
            }

            if (isUser && text.Length > 0)
            {
                text.Append("\n\n");
            }

            text.Append(said);
        }

        return text.ToString();
    }
}

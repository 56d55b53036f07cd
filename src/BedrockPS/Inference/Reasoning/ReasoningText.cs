using System.Collections.Generic;
using System.Text.Json;
using BedrockPS.Inference.Families;

namespace BedrockPS.Inference;

/// <summary>The thoughts a message shows.</summary>
internal static class ReasoningText
{
    /// <summary>All reasoning that is not hidden; null when there is none.</summary>
    public static string? Of(Message message)
    {
        List<string>? thoughts = null;
        foreach (ContentBlock block in message.Content)
        {
            if (block.Kind != "reasoningContent")
            {
                continue;
            }

            using JsonDocument json = JsonDocument.Parse(block.Json!);
            if (json.RootElement.At("reasoningText"u8).Text("text"u8) is { Length: > 0 } text)
            {
                (thoughts ??= []).Add(text);
            }
        }

        return thoughts is null ? null : string.Join("\n", thoughts);
    }
}

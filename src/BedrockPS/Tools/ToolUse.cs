using System.Collections.Generic;
using System.Text.Json;

namespace BedrockPS.Tools;

/// <summary>A toolUse block of an answer, or the same from an agent.</summary>
internal sealed class ToolUse
{
    public const string Block = "toolUse";
    public const string ResultBlock = "toolResult";

    public ToolUse(string id, string name, string inputJson)
    {
        Id = id;
        Name = name;
        InputJson = inputJson;
    }

    public string Id { get; }

    public string Name { get; }

    /// <summary>The input's JSON; of an input that is not JSON, its text as a JSON string.</summary>
    public string InputJson { get; }

    /// <summary>The calls an assistant's message asks for, in order.</summary>
    public static List<ToolUse> Of(Message? message)
    {
        List<ToolUse> uses = [];
        foreach (ContentBlock block in message?.Content ?? [])
        {
            if (block.Kind == Block)
            {
                using JsonDocument document = JsonDocument.Parse(block.Json!);
                JsonElement use = document.RootElement;
                uses.Add(new ToolUse(
                    Text(use, "toolUseId"),
                    Text(use, "name"),
                    use.TryGetProperty("input", out JsonElement input) ? input.GetRawText() : "{}"));
            }
        }

        return uses;
    }

    private static string Text(JsonElement use, string name) =>
        use.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}

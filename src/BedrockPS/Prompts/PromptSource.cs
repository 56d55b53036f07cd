using System.Collections.Generic;
using System.Linq;
using BedrockPS.Models;

namespace BedrockPS.Prompts;

/// <summary>The text of a managed prompt, and the model it was written for.</summary>
internal sealed class PromptSource
{
    private PromptSource(string text, string? modelId)
    {
        Text = text;
        ModelId = modelId;
    }

    public string Text { get; }

    public string? ModelId { get; }

    /// <param name="prompt">Members of GetPrompt.</param>
    /// <param name="variant">Name of a variant; null: the prompt's default one.</param>
    /// <exception cref="BedrockException">ResourceNotFound: no such variant; InputUnsupported: it is more than one text.</exception>
    public static PromptSource Of(IReadOnlyDictionary<string, object?> prompt, string? variant)
    {
        List<IReadOnlyDictionary<string, object?>> variants = [.. prompt.Maps("variants")];
        string wanted = variant ?? prompt.Text("defaultVariant");
        IReadOnlyDictionary<string, object?> found = variants.Find(known => known.Text("name") == wanted)
            ?? (variant is null ? variants.FirstOrDefault() : null)
            ?? throw new BedrockException("ResourceNotFound", $"The prompt {prompt.Text("name")} has no variant{(wanted.Length > 0 ? " " + wanted : "")}.")
            {
                RecommendedAction = "Name one with -Variant; (Get-BRPrompt id).Variants shows them.",
            };
        IReadOnlyDictionary<string, object?> template = found.Map("templateConfiguration");
        string text = template.Map("text").Text("text");
        string[] said = [.. template.Map("chat").Maps("messages").SelectMany(static message => message.Maps("content")).Select(static block => block.Text("text")).Where(static said => said.Length > 0)];
        text = text.Length == 0 && said.Length == 1 ? said[0] : text;
        return text.Length > 0
            ? new PromptSource(text, found.Text("modelId") is { Length: > 0 } model ? model : null)
            : throw new BedrockException("InputUnsupported", $"The variant {found.Text("name")} of the prompt {prompt.Text("name")} has {said.Length} messages; one text can be optimised.")
            {
                RecommendedAction = "Pipe the text of the message that is to be better.",
            };
    }
}

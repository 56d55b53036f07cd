using System.Linq;
using BedrockPS.Inference.Families;

namespace BedrockPS.Inference;

/// <summary>Finds the family of a model id.</summary>
internal static class NativeFamilies
{
    private static readonly NativeFamily[] s_all =
    [
        new ClaudeFamily(),
        new NovaFamily(),
        new TitanTextFamily(),
        new LlamaFamily(),
        new MistralTextFamily(),
        new MistralChatFamily(),
        new CohereCommandRFamily(),
        new CohereCommandFamily(),
        new JambaFamily(),
        new DeepSeekPromptFamily(),
        new DeepSeekChatFamily(),
        new OpenAIFamily(),
        new QwenFamily(),
        new WriterFamily(),
    ];

    /// <param name="modelId">Model id, inference profile id, or an ARN of either.</param>
    /// <exception cref="BedrockException">NativeFormatUnknown: the families known, and -Body as the way out.</exception>
    public static NativeFamily For(string modelId)
    {
        if (FoundationModelId.Of(modelId) is not string id)
        {
            throw Unknown($"'{modelId}' does not tell which model answers behind it, so its native format is unknown.");
        }

        foreach (NativeFamily family in s_all)
        {
            if (family.Matches(id))
            {
                return family;
            }
        }

        throw Unknown(
            $"No native format is known for '{id}'. Known families: {string.Join(", ", s_all.Select(static family => family.Name))}.");
    }

    private static BedrockException Unknown(string message) => new("NativeFormatUnknown", message);
}

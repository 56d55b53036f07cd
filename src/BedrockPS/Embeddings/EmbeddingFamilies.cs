using System.Linq;
using BedrockPS.Inference.Families;

namespace BedrockPS.Embeddings;

/// <summary>Finds the family of an embedding model.</summary>
internal static class EmbeddingFamilies
{
    private static readonly EmbeddingFamily[] s_all =
    [
        new TitanEmbedV1(),
        new TitanEmbedV2(),
        new TitanEmbedImage(),
        new NovaEmbed(),
        new CohereEmbedV3(),
        new CohereEmbedV4(),
        new MarengoEmbed(),
        new Marengo3Embed(),
    ];

    /// <param name="modelId">Model id, inference profile id, or an ARN of either.</param>
    /// <exception cref="BedrockException">EmbeddingModelUnknown: the families known, and Invoke-BRModel -Body as the way out.</exception>
    public static EmbeddingFamily For(string modelId)
    {
        if (FoundationModelId.Of(modelId) is not string id)
        {
            throw Unknown($"'{modelId}' does not tell which model answers behind it.");
        }

        return s_all.FirstOrDefault(family => family.Matches(id)) ?? throw Unknown(
            $"'{id}' is no embedding model known here. Known: {string.Join(", ", s_all.Select(static family => family.Name))}.");
    }

    private static BedrockException Unknown(string message) => new("EmbeddingModelUnknown", message);
}

using System.Linq;
using BedrockPS.Inference.Families;

namespace BedrockPS.Images;

/// <summary>Finds the family of an image model.</summary>
internal static class ImageFamilies
{
    private static readonly ImageFamily[] s_all =
        [new TitanImage(isV2: false), new TitanImage(isV2: true), new NovaCanvas(), new StableDiffusionXl(), .. StabilityFamilies.All];

    /// <param name="modelId">Model id, inference profile id, or an ARN of either.</param>
    /// <exception cref="BedrockException">ImageModelUnknown: the families known.</exception>
    public static ImageFamily For(string modelId)
    {
        if (FoundationModelId.Of(modelId) is not string id)
        {
            throw Unknown($"'{modelId}' does not tell which model answers behind it.");
        }

        return s_all.FirstOrDefault(family => family.Matches(id)) ?? throw Unknown(
            $"'{id}' is no image model known here. Known: {string.Join(", ", s_all.Select(static family => family.Name))}.");
    }

    private static BedrockException Unknown(string message) => new("ImageModelUnknown", message);
}

using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Inference.Families;
using BedrockPS.Models;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Similarity;

/// <summary>Which models rank texts, and what is known of them.</summary>
internal static class RerankModels
{
    private const string Mark = "rerank";
    private const string Cohere = "cohere.";

    /// <summary>Where the region's models may not be listed: the one that most regions have.</summary>
    private const string Fallback = "cohere.rerank-v3-5:0";

    public static bool IsOne(Model model) => model.Id.IndexOf(Mark, StringComparison.Ordinal) >= 0;

    /// <param name="api">Where to look.</param>
    /// <param name="model">ARN, id, or a short name; null: what the region has, one of Cohere's before others.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="BedrockException">ModelNotFound, ModelAmbiguous or NoModel.</exception>
    public static async Task<string> ResolveAsync(ApiClient api, string? model, CancellationToken cancellationToken)
    {
        if (model is not null)
        {
            return await ModelResolver.ResolveAmongAsync(api, model, IsOne, cancellationToken).ConfigureAwait(false);
        }

        ModelCatalog catalog;
        try
        {
            catalog = await ModelCatalog.GetAsync(api, cancellationToken).ConfigureAwait(false);
        }
        catch (BedrockException exception) when (exception.Code is "AccessDenied" or "NotImplemented")
        {
            return Fallback;
        }

        return catalog.Models
            .Where(IsOne)
            .OrderByDescending(static entry => entry.Id.StartsWith(Cohere, StringComparison.Ordinal))
            .ThenByDescending(static entry => entry.Id, StringComparer.Ordinal)
            .FirstOrDefault()?.Id
            ?? throw new BedrockException("NoModel", $"{api.Region} has no model that reranks.")
            {
                RecommendedAction = "Give -Region one that has, such as us-west-2 or eu-central-1; Get-BRModel *rerank* -Region … lists them.",
            };
    }

    /// <summary>The Rerank operation takes foundation models; whatever else answers is called with a body of the model's own.</summary>
    public static bool HasOperation(string modelId) =>
        !modelId.StartsWith("arn:", StringComparison.Ordinal) || ResourceArn.TryParse(modelId)?.Kind == "foundation-model";

    /// <summary>Amazon's own want no version in their body.</summary>
    public static bool WantsVersion(string modelId) => FoundationModelId.Of(modelId)?.StartsWith("amazon.", StringComparison.Ordinal) != true;

    /// <summary>
    /// Each document is scored with the query alone, so that scores of several calls can be ranked together. Cohere documents that of its
    /// models; of others nothing is known.
    /// </summary>
    public static bool ScoresAlone(string modelId) => FoundationModelId.Of(modelId)?.StartsWith(Cohere, StringComparison.Ordinal) == true;
}

using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Inference.Families;
using BedrockPS.Models;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Access;

/// <summary>Which foundation model is behind a name: access, agreements and lifecycles are its own, not those of what routes to it.</summary>
internal static class ModelNames
{
    /// <param name="api">The connection.</param>
    /// <param name="name">Short name, id, inference profile id or ARN.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="BedrockException">ModelNotFound, ModelAmbiguous, and ParameterInvalid for an ARN of something else.</exception>
    public static async Task<string> FoundationAsync(ApiClient api, string name, CancellationToken cancellationToken)
    {
        string id = await ModelResolver.ResolveAsync(api, name, null, cancellationToken).ConfigureAwait(false);
        return FoundationModelId.Of(id)
            ?? (ResourceArn.TryParse(id) is { Kind: "application-inference-profile" }
                ? await BehindAsync(api, id, cancellationToken).ConfigureAwait(false)
                : throw new BedrockException("ParameterInvalid", $"'{id}' is the ARN of neither a foundation model nor an inference profile."));
    }

    private static async Task<string> BehindAsync(ApiClient api, string profile, CancellationToken cancellationToken)
    {
        Dictionary<string, object?> answer = await api.CallAsync(
            "bedrock",
            "GetInferenceProfile",
            new Dictionary<string, object?> { ["inferenceProfileIdentifier"] = profile },
            cancellationToken).ConfigureAwait(false);
        return answer.Maps("models").Select(static model => ModelReader.IdOf(model.Text("modelArn"))).FirstOrDefault()
            ?? throw new BedrockException("ModelNotFound", $"The inference profile {profile} routes to no model.");
    }
}

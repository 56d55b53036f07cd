using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
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
        return await HiddenModel.FindAsync(api, id, cancellationToken).ConfigureAwait(false)
            ?? throw new BedrockException("ParameterInvalid", $"No foundation model stands behind the ARN '{id}'.");
    }

    /// <summary>An application inference profile's ARN does not tell what it routes to; the service does.</summary>
    public static bool IsApplicationProfile(string name) => ResourceArn.TryParse(name) is { Kind: "application-inference-profile" };

    /// <summary>An inference profile with all it routes to.</summary>
    public static async Task<InferenceProfile> ProfileAsync(ApiClient api, string profile, CancellationToken cancellationToken)
    {
        Dictionary<string, object?> members = new() { ["inferenceProfileIdentifier"] = profile };
        return InferenceProfile.Read(await api.CallAsync("bedrock", "GetInferenceProfile", members, cancellationToken).ConfigureAwait(false));
    }
}

using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Inference.Families;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Models;

/// <summary>
/// Finds the foundation model behind ARNs that do not tell it, where a request has to be made in the words of its family. What was
/// found is known to <see cref="FoundationModelId"/> for the rest of the process.
/// </summary>
internal static class HiddenModel
{
    // Custom models may be made of custom models; nobody makes them of more than a few.
    private const int MaxSteps = 8;

    /// <param name="api">Whose the ARN is.</param>
    /// <param name="modelId">What a call names its model by; nothing is asked where that tells its model, or can have none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The foundation model's id; null where there is none behind it, or one alone cannot be told.</returns>
    /// <exception cref="BedrockException">As the service refuses.</exception>
    public static async Task<string?> FindAsync(ApiClient api, string modelId, CancellationToken cancellationToken)
    {
        if (FoundationModelId.Of(modelId) is string told)
        {
            return told;
        }

        string? behind = modelId;
        for (int step = 0; step < MaxSteps && behind is not null; step++)
        {
            behind = await BehindAsync(api, behind, cancellationToken).ConfigureAwait(false);
            if (behind is not null && FoundationModelId.Of(behind) is string id)
            {
                FoundationModelId.Learn(modelId, id);
                return id;
            }
        }

        return null;
    }

    /// <summary>What stands behind an ARN, one step nearer to the model.</summary>
    private static async Task<string?> BehindAsync(ApiClient api, string arn, CancellationToken cancellationToken)
    {
        (string Operation, string Identity, string Result)? step = ResourceArn.TryParse(arn)?.Kind switch
        {
            "application-inference-profile" => ("GetInferenceProfile", "inferenceProfileIdentifier", ""),
            "provisioned-model" => ("GetProvisionedModelThroughput", "provisionedModelId", "foundationModelArn"),
            "custom-model-deployment" => ("GetCustomModelDeployment", "customModelDeploymentIdentifier", "modelArn"),
            "custom-model" => ("GetCustomModel", "modelIdentifier", "baseModelArn"),
            _ => null,
        };
        if (step is not (string operation, string identity, string result))
        {
            return null;
        }

        Dictionary<string, object?> answer = await api
            .CallAsync("bedrock", operation, new Dictionary<string, object?> { [identity] = arn }, cancellationToken)
            .ConfigureAwait(false);

        // A profile lists its model once for each region.
        string text = result.Length > 0 ? answer.Text(result) : answer.Maps("models").FirstOrDefault()?.Text("modelArn") ?? "";
        return text.Length > 0 ? text : null;
    }
}

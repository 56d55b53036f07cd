using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using BedrockPS.Resources;

namespace BedrockPS.Inference.Families;

/// <summary>Finds the model behind the ids and ARNs a call may name.</summary>
internal static class FoundationModelId
{
    private static readonly string[] s_geographies =
        ["us", "eu", "apac", "us-gov", "sa", "amer", "ca", "jp", "au", "global"];

    private static readonly ConcurrentDictionary<string, string> s_learned = new(StringComparer.Ordinal);

    /// <summary>What inference profiles' ids begin with.</summary>
    public static IReadOnlyList<string> Geographies => s_geographies;

    /// <summary>
    /// provider.model-version, without inference-profile prefix; null for the ARNs that hide it and of which nothing has been learned:
    /// application inference profiles, provisioned, custom and imported models, prompts and endpoints of one's own.
    /// </summary>
    public static string? Of(string modelId)
    {
        string id = modelId.Trim();
        if (id.StartsWith("arn:", StringComparison.OrdinalIgnoreCase))
        {
            if (ResourceArn.TryParse(id) is not { Kind: "foundation-model" or "inference-profile" } arn)
            {
                return s_learned.TryGetValue(id, out string? learned) ? learned : null;
            }

            id = arn.Id;
        }

        return GeographyOf(id) is string geography ? id.Substring(geography.Length + 1) : id;
    }

    /// <summary>What stands before the provider in an inference profile's id, such as us or global; null in a model's id.</summary>
    public static string? GeographyOf(string id)
    {
        int dot = id.IndexOf('.');
        return dot > 0 && id.IndexOf('.', dot + 1) > 0 && Array.IndexOf(s_geographies, id.Substring(0, dot)) >= 0
            ? id.Substring(0, dot)
            : null;
    }

    /// <summary>Keeps what the service told of an ARN that hides its model; an ARN never comes to mean another thing.</summary>
    public static void Learn(string arn, string id) => s_learned[arn.Trim()] = id;
}

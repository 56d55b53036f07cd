using System;
using System.Collections.Generic;

namespace BedrockPS.Inference.Families;

/// <summary>Finds the model behind the ids and ARNs a call may name.</summary>
internal static class FoundationModelId
{
    private static readonly string[] s_geographies =
        ["us", "eu", "apac", "us-gov", "sa", "amer", "ca", "jp", "au", "global"];

    /// <summary>What inference profiles' ids begin with.</summary>
    public static IReadOnlyList<string> Geographies => s_geographies;

    /// <summary>
    /// provider.model-version, without inference-profile prefix; null for the ARNs that hide it: application inference profiles,
    /// provisioned, custom and imported models, prompts and endpoints of one's own.
    /// </summary>
    public static string? Of(string modelId)
    {
        string id = modelId.Trim();
        if (id.StartsWith("arn:", StringComparison.OrdinalIgnoreCase))
        {
            // arn:partition:bedrock:region:account:type/id
            string[] parts = id.Split([':'], 6);
            int slash = parts.Length == 6 ? parts[5].IndexOf('/') : -1;
            if (slash < 0 || parts[5].Substring(0, slash) is not ("foundation-model" or "inference-profile"))
            {
                return null;
            }

            id = parts[5].Substring(slash + 1);
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
}

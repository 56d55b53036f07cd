using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Protocol;

namespace BedrockPS.Models;

/// <summary>
/// Many models can be called through an inference profile only. Finds the profile of the region that routes to a model, and
/// remembers it for the process, so that the refusal is met once.
/// </summary>
internal static class ProfileFallback
{
    private static readonly ConcurrentDictionary<(ConnectionSettings, string), string> s_known = new();

    /// <summary>The profile found for this model earlier, or null.</summary>
    public static string? Known(ConnectionSettings settings, string modelId) =>
        s_known.TryGetValue((settings, modelId), out string? profile) ? profile : null;

    /// <summary>The profile to call instead; null when the region has none.</summary>
    public static async Task<string?> FindAsync(ApiClient api, string modelId, CancellationToken cancellationToken)
    {
        ModelCatalog catalog = await ModelCatalog.GetAsync(api, cancellationToken).ConfigureAwait(false);
        string? profile = catalog.ProfilesOf(ModelReader.IdOf(modelId)).FirstOrDefault()?.Id;
        if (profile is not null)
        {
            s_known[(api.Settings, modelId)] = profile;
        }

        return profile;
    }
}

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

    /// <summary>
    /// The profile to call instead; null when the region has none. A geography's own profile comes before the global one: data
    /// stays where the admin works unless he says otherwise.
    /// </summary>
    public static async Task<string?> FindAsync(ApiClient api, string modelId, CancellationToken cancellationToken)
    {
        ModelCatalog catalog = await ModelCatalog.GetAsync(api, cancellationToken).ConfigureAwait(false);
        string bareId = ModelReader.IdOf(modelId);
        string? profile = catalog.Profiles
            .Where(entry => entry.IsUsable && entry.ModelIds.Contains(bareId))
            .Select(static entry => entry.Id)
            .OrderBy(static id => id.StartsWith("global.", StringComparison.Ordinal))
            .ThenBy(static id => id, StringComparer.Ordinal)
            .FirstOrDefault();
        if (profile is not null)
        {
            s_known[(api.Settings, modelId)] = profile;
        }

        return profile;
    }
}

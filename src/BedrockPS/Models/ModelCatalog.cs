using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Protocol;

namespace BedrockPS.Models;

/// <summary>
/// The models and inference profiles of one connection. Kept for a few minutes for short names, profile fallback and
/// completion; Get-BRModel always asks anew and refreshes what is kept.
/// </summary>
internal sealed class ModelCatalog
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(5);
    private static readonly ConcurrentDictionary<ConnectionSettings, ModelCatalog> s_known = new();

    private readonly DateTime _expires = DateTime.UtcNow + s_lifetime;

    private ModelCatalog(
        IReadOnlyList<Model> models,
        IReadOnlyList<InferenceProfile> profiles,
        ILookup<string, string> profilesByModel,
        BedrockException? profilesFailure)
    {
        Models = models;
        Profiles = profiles;
        ProfilesByModel = profilesByModel;
        ProfilesFailure = profilesFailure;
    }

    public IReadOnlyList<Model> Models { get; }

    public IReadOnlyList<InferenceProfile> Profiles { get; }

    /// <summary>Ids of the usable system-defined profiles of each model id.</summary>
    public ILookup<string, string> ProfilesByModel { get; }

    /// <summary>Why the profiles are missing: many roles may list models and not profiles.</summary>
    public BedrockException? ProfilesFailure { get; }

    /// <summary>
    /// The usable profiles that route to a model, best first. A geography's own profile comes before the global one: data stays where
    /// the admin works unless he says otherwise.
    /// </summary>
    public IEnumerable<InferenceProfile> ProfilesOf(string modelId) => Profiles
        .Where(profile => profile.IsUsable && profile.ModelIds.Contains(modelId))
        .OrderBy(static profile => profile.Id.StartsWith("global.", StringComparison.Ordinal))
        .ThenBy(static profile => profile.Id, StringComparer.Ordinal);

    /// <summary>What is kept for this connection, or null.</summary>
    public static ModelCatalog? Cached(ConnectionSettings settings) =>
        s_known.TryGetValue(settings, out ModelCatalog? catalog) && catalog._expires > DateTime.UtcNow ? catalog : null;

    public static async Task<ModelCatalog> GetAsync(ApiClient api, CancellationToken cancellationToken) =>
        Cached(api.Settings) ?? await ReadAsync(api, cancellationToken).ConfigureAwait(false);

    public static async Task<ModelCatalog> ReadAsync(ApiClient api, CancellationToken cancellationToken)
    {
        Task<Dictionary<string, object?>> listing =
            api.CallAsync("bedrock", "ListFoundationModels", new Dictionary<string, object?>(), cancellationToken);
        List<InferenceProfile> profiles = [];
        BedrockException? failure = null;
        try
        {
            await ReadProfilesAsync(api, profiles, cancellationToken).ConfigureAwait(false);
        }
        catch (BedrockException exception)
        {
            failure = exception;
        }

        Dictionary<string, object?> answer = await listing.ConfigureAwait(false);
        ILookup<string, string> serving = Serving(profiles);
        string region = api.Region;
        Model[] models = answer.Maps("modelSummaries").Select(summary => ModelReader.Read(summary, serving, region)).ToArray();
        ModelCatalog catalog = new(models, profiles, serving, failure);
        s_known[api.Settings] = catalog;
        return catalog;
    }

    /// <summary>Of models and profiles that are known already.</summary>
    public static ModelCatalog Of(IReadOnlyList<Model> models, IReadOnlyList<InferenceProfile> profiles) =>
        new(models, profiles, Serving(profiles), null);

    private static ILookup<string, string> Serving(IEnumerable<InferenceProfile> profiles) => profiles
        .Where(static profile => profile.IsUsable)
        .SelectMany(static profile => profile.ModelIds.Select(model => (Model: model, profile.Id)))
        .ToLookup(static pair => pair.Model, static pair => pair.Id);

    private static async Task ReadProfilesAsync(ApiClient api, List<InferenceProfile> profiles, CancellationToken cancellationToken)
    {
        Dictionary<string, object?> parameters = new() { ["maxResults"] = 1000 };
        IAsyncEnumerator<Dictionary<string, object?>> pages = api
            .CallPagesAsync("bedrock", "ListInferenceProfiles", parameters, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        try
        {
            while (await pages.MoveNextAsync().ConfigureAwait(false))
            {
                foreach (IReadOnlyDictionary<string, object?> summary in pages.Current.Maps("inferenceProfileSummaries"))
                {
                    profiles.Add(InferenceProfile.Read(summary));
                }
            }
        }
        finally
        {
            await pages.DisposeAsync().ConfigureAwait(false);
        }
    }
}

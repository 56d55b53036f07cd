using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Protocol;

namespace BedrockPS.Models;

/// <summary>
/// Turns what a user types after -Model into what the service takes. Ids and ARNs pass unchanged; a short name (nova-lite,
/// "Claude 3 Haiku") is looked up in the region's model list and must fit exactly one model.
/// </summary>
internal static class ModelResolver
{
    // provider.name with an optional geography before it: the form of every model id and inference profile id.
    private static readonly Regex s_fullId = new(@"^([a-z-]+\.)?[a-z][a-z0-9]*\.[a-z]", RegexOptions.CultureInvariant);

    // What may follow a short name without naming another model: a date, a version, a revision.
    private const string Version = @"(-(\d{8}|\d{4}))?(-v\d+(:\d+)?|-\d+:\d+|:\d+)?$";
    private static readonly Regex s_versionOnly = new("^" + Version, RegexOptions.CultureInvariant);
    private static readonly Regex s_version = new(Version, RegexOptions.CultureInvariant);

    /// <summary>The id without provider, date and version: nova-lite.</summary>
    public static string ShortName(Model model) => s_version.Replace(model.Id.Substring(model.Id.IndexOf('.') + 1), "");

    /// <summary>What the model may be called for short, the shortest first: titan-embed-text, titan-embed-text-v2.</summary>
    public static IEnumerable<string> ShortNames(Model model)
    {
        string name = ShortName(model);
        string id = model.Id.Substring(model.Id.IndexOf('.') + 1);
        int revision = id.LastIndexOf(':');
        return new[] { name, revision < 0 ? id : id.Substring(0, revision) }.Where(static text => text.IndexOf(':') < 0).Distinct();
    }

    public static bool IsFullId(string model) => model.StartsWith("arn:", StringComparison.Ordinal) || s_fullId.IsMatch(model);

    /// <param name="modality">Output the model must give for a short name to fit: TEXT or EMBEDDING; null: any.</param>
    /// <exception cref="BedrockException">ModelNotFound or ModelAmbiguous.</exception>
    public static Task<string> ResolveAsync(ApiClient api, string model, string? modality, CancellationToken cancellationToken) =>
        ResolveAmongAsync(api, model, entry => modality is null || entry.OutputModality.Contains(modality), cancellationToken);

    /// <param name="fits">Whether a short name may mean a model.</param>
    /// <exception cref="BedrockException">ModelNotFound or ModelAmbiguous.</exception>
    public static async Task<string> ResolveAmongAsync(ApiClient api, string model, Func<Model, bool> fits, CancellationToken cancellationToken)
    {
        string name = model.Trim();
        if (IsFullId(name))
        {
            return name;
        }

        // Ids are lower case; whoever copies one from a heading means the same.
        if (name.ToLowerInvariant() is string id && IsFullId(id) && id.IndexOf(' ') < 0)
        {
            return id;
        }

        ModelCatalog catalog = await ModelCatalog.GetAsync(api, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Model> fitting = Match(catalog.Models.Where(fits), name);
        return fitting.Count switch
        {
            1 => fitting[0].Id,
            0 => throw (Match(catalog.Models, name) is { Count: > 0 } others
                ? Unfit(name, others[0], catalog.Models.Where(fits), api.Region)
                : NotFound(name, catalog.Models, api.Region)),
            _ => throw Ambiguous(name, fitting),
        };
    }

    /// <summary>
    /// The models a short name can mean: those with that name but for a version before those that begin with it, before those
    /// that hold it.
    /// </summary>
    public static IReadOnlyList<Model> Match(IEnumerable<Model> models, string name)
    {
        string wanted = Normalize(name);
        if (wanted.Length == 0)
        {
            // Nothing of it could stand in an id, and nothing would fit everything.
            return [];
        }

        List<Model> exact = [];
        List<Model> beginning = [];
        List<Model> holding = [];
        foreach (Model model in models)
        {
            string id = model.Id.Substring(model.Id.IndexOf('.') + 1);
            if (Normalize(model.Name) == wanted
                || (id.StartsWith(wanted, StringComparison.Ordinal) && s_versionOnly.IsMatch(id.Substring(wanted.Length))))
            {
                exact.Add(model);
            }
            else if (id.StartsWith(wanted, StringComparison.Ordinal))
            {
                beginning.Add(model);
            }
            else if (model.Id.Contains(wanted) || Normalize(model.Name).Contains(wanted))
            {
                holding.Add(model);
            }
        }

        foreach (List<Model> tier in new[] { exact, beginning, holding })
        {
            if (tier.Count > 0)
            {
                return Callable(tier);
            }
        }

        return [];
    }

    /// <summary>Context-size variants (…:24k) exist for provisioned throughput alone and are never meant by a short name.</summary>
    private static List<Model> Callable(List<Model> tier)
    {
        List<Model> callable = tier.FindAll(static model => model.InferenceType.Any(static type => type != "PROVISIONED"));
        return callable.Count > 0 ? callable : tier;
    }

    private static string Normalize(string name) => Regex.Replace(name.ToLowerInvariant(), "[^a-z0-9:]+", "-").Trim('-');

    private static BedrockException NotFound(string name, IReadOnlyList<Model> models, string region)
    {
        // A short name is compared with what a short name could have been.
        Dictionary<string, string> ids = [];
        foreach (Model model in models)
        {
            ids[ShortName(model)] = model.Id;
        }

        string? nearest = NearestName.Find(name, ids.Keys);
        string hint = nearest is null ? "" : $" The nearest is '{ids[nearest]}'.";
        return new BedrockException("ModelNotFound", $"No model of {region} is called '{name}'.{hint}");
    }

    /// <summary>There is such a model, and it does something else than what is asked for.</summary>
    private static BedrockException Unfit(string name, Model other, IEnumerable<Model> fitting, string region)
    {
        const int Most = 5;
        string[] ids = [.. fitting.Select(static model => model.Id)];
        string those = ids.Length == 0 ? $"{region} has none" : $"{region} has {string.Join(", ", ids.Take(Most))}{(ids.Length > Most ? $" and {ids.Length - Most} more" : "")}";
        return new BedrockException("ModelNotFound", $"'{name}' is {other.Id}, which is no model for this; {those}.")
        {
            RecommendedAction = "Name a model that can do this with -Model; Get-BRModel -OutputModality … lists those of a kind.",
        };
    }

    private static BedrockException Ambiguous(string name, IReadOnlyList<Model> candidates) =>
        new("ModelAmbiguous", $"'{name}' fits {candidates.Count} models: {string.Join(", ", candidates.Select(static model => model.Id))}.");
}

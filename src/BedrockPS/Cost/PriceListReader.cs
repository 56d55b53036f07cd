using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using BedrockPS.Models;

namespace BedrockPS.Cost;

/// <summary>
/// Turns products of AWS's price list into price rows. The list names models and the service knows ids: a product is taken only
/// where its name is that of a model of the region, and where no other product says another price.
/// </summary>
internal sealed class PriceListReader
{
    private static readonly Regex s_version = new(@"(-(\d{8}|\d{4}))?(-v\d+(:\d+)?|-\d+:\d+|:\d+)?(:\w+)?$", RegexOptions.CultureInvariant);

    private readonly ModelCatalog _catalog;
    private readonly ILookup<string, Model> _exact;
    private readonly ILookup<string, Model> _near;

    public PriceListReader(ModelCatalog catalog)
    {
        _catalog = catalog;
        // Provisioned throughput is not charged by tokens.
        Models = catalog.Models.Where(static model => model.InferenceType.Any(static type => type != "PROVISIONED")).ToArray();
        _exact = Models.SelectMany(static model => Names(model).Select(name => (name, model))).ToLookup(static pair => pair.name, static pair => pair.model);
        // The list says Llama 3 8B of what the service calls Llama 3 8B Instruct.
        _near = Models.ToLookup(static model => Key(Regex.Replace(model.Name, @"\s+Instruct$", "")));
    }

    /// <summary>The region's models that can be charged by tokens.</summary>
    public IReadOnlyList<Model> Models { get; }

    /// <summary>Names in the list that are no model's of the region.</summary>
    public SortedSet<string> Unmatched { get; } = new(StringComparer.Ordinal);

    /// <summary>Names with a higher price for long contexts, of which the list does not say where it begins.</summary>
    public SortedSet<string> LongContext { get; } = new(StringComparer.Ordinal);

    /// <summary>Names of which the list says two prices for the same.</summary>
    public SortedSet<string> Contradictory { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<ModelPrice> Read(IEnumerable<PriceListProduct> products, string source)
    {
        List<ModelPrice> rows = [];
        foreach (IGrouping<string, PriceListProduct> named in products.GroupBy(static product => product.Model, StringComparer.Ordinal))
        {
            Model[] models = Find(named.Key);
            if (models.Length == 0)
            {
                Unmatched.Add(named.Key);
                continue;
            }

            if (named.Any(static product => product.Terms.IsLongContext))
            {
                LongContext.Add(named.Key);
            }

            foreach (IGrouping<(string? Tier, string Reach, string Region, string Currency), PriceListProduct> group in named
                .Where(static product => !product.Terms.IsLongContext)
                .GroupBy(static product => (product.Terms.Tier, product.Terms.Reach, product.Region, product.Currency)))
            {
                bool hasGeo = named.Any(product => product.Terms.Reach == "geo" && product.Terms.Tier == group.Key.Tier);
                rows.AddRange(models.SelectMany(model => Ids(model, group.Key.Reach, hasGeo)).Distinct().Select(id => Row(id, group, source)).OfType<ModelPrice>());
            }
        }

        return rows;
    }

    private ModelPrice? Row(string id, IEnumerable<PriceListProduct> products, string source)
    {
        ModelPrice? row = null;
        foreach (IGrouping<string, PriceListProduct> kind in products.GroupBy(static product => product.Terms.Kind))
        {
            PriceListProduct product = kind.First();
            if (kind.Any(other => other.PerMillion != product.PerMillion))
            {
                Contradictory.Add(product.Model);
                continue;
            }

            row ??= new ModelPrice
            {
                Model = id,
                Region = product.Region,
                ServiceTier = product.Terms.Tier,
                Currency = product.Currency,
                EffectiveDate = product.EffectiveDate,
                Source = source,
            };
            Set(row, kind.Key, product.PerMillion);
        }

        return row;
    }

    private static void Set(ModelPrice row, string kind, decimal price)
    {
        switch (kind)
        {
            case "Input": row.InputPerMillion = price; break;
            case "Output": row.OutputPerMillion = price; break;
            case "CacheRead": row.CacheReadPerMillion = price; break;
            case "CacheWrite": row.CacheWritePerMillion = price; break;
            default: row.CacheWrite1hPerMillion = price; break;
        }
    }

    /// <summary>A region's price is that of the model and, where the list has none of its own, of its geography's profiles.</summary>
    private IEnumerable<string> Ids(Model model, string reach, bool hasGeo)
    {
        IEnumerable<string> profiles = _catalog.ProfilesByModel[model.Id];
        IEnumerable<string> geo = profiles.Where(static id => !IsGlobal(id));
        return reach switch
        {
            "global" => profiles.Where(IsGlobal),
            "geo" => geo,
            _ => hasGeo ? [model.Id] : geo.Prepend(model.Id),
        };
    }

    private Model[] Find(string name)
    {
        string key = Key(name);
        foreach (ILookup<string, Model> names in new[] { _exact, _near })
        {
            if (names.Contains(key))
            {
                return names[key].ToArray();
            }
        }

        // Meta Llama 3 8B: the provider before the name.
        return Models.Where(model => Key(model.Provider + model.Name) == key).ToArray();
    }

    private static IEnumerable<string> Names(Model model)
    {
        string name = Key(model.Name);
        string id = Key(s_version.Replace(model.Id.Substring(model.Id.IndexOf('.') + 1), ""));
        return name == id ? [name] : [name, id];
    }

    /// <summary>Letters and digits alone; 2.0 is 2.</summary>
    private static string Key(string name) =>
        Regex.Replace(Regex.Replace(name, @"(\d)\.0\b", "$1").ToLowerInvariant(), "[^a-z0-9]+", "");

    private static bool IsGlobal(string id) => id.StartsWith("global.", StringComparison.Ordinal);
}

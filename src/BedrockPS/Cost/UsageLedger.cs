using System;
using System.Collections.Generic;
using System.Linq;

namespace BedrockPS.Cost;

/// <summary>Sums of a session's calls by model. Calls may settle on any thread.</summary>
internal sealed class UsageLedger
{
    /// <summary>What the total is called.</summary>
    public const string AllModels = "(all)";

    private readonly object _lock = new();

    // Calls without a price have no currency and are told apart until they are shown.
    private readonly Dictionary<(string Model, string? Currency), ModelUsage> _sums = [];

    /// <param name="model">Model or inference profile that was called.</param>
    /// <param name="usage">Null: the answer broke off before it was told.</param>
    /// <param name="cost">Null: not known.</param>
    public void Add(string model, TokenUsage? usage, CallCost? cost)
    {
        lock (_lock)
        {
            if (!_sums.TryGetValue((model, cost?.Currency), out ModelUsage? sum))
            {
                sum = new ModelUsage { Model = model };
                _sums[(model, cost?.Currency)] = sum;
            }

            sum.Add(new ModelUsage
            {
                Calls = 1,
                InputTokens = usage?.InputTokens ?? 0,
                OutputTokens = usage?.OutputTokens ?? 0,
                CacheReadInputTokens = usage?.CacheReadInputTokens ?? 0,
                CacheWriteInputTokens = usage?.CacheWriteInputTokens ?? 0,
                Queries = usage?.Queries ?? 0,
                UnpricedCalls = cost is null ? 1 : 0,
                Cost = cost?.Amount,
                Currency = cost?.Currency,
                Since = DateTimeOffset.Now,
            });
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _sums.Clear();
        }
    }

    /// <summary>One sum a wanted model, in the order of their names; a model with prices in two currencies has two.</summary>
    public IReadOnlyList<ModelUsage> ByModel(Func<string, bool> wanted)
    {
        ModelUsage[] all = Copy().Where(sum => wanted(sum.Model)).ToArray();
        ModelUsage[] sums = all.GroupBy(static sum => sum.Model, StringComparer.Ordinal).OrderBy(static group => group.Key, StringComparer.Ordinal)
            .SelectMany(static group => Merge(group, group.Key)).ToArray();
        UsageListing listing = new(sums, Merge(all, AllModels));
        foreach (ModelUsage sum in sums)
        {
            sum.Listing = listing;
        }

        return sums;
    }

    /// <summary>The sum over the models wanted; one a currency. Empty before the first call.</summary>
    public IReadOnlyList<ModelUsage> Total(Func<string, bool> wanted) => Merge(Copy().Where(sum => wanted(sum.Model)), AllModels);

    private ModelUsage[] Copy()
    {
        lock (_lock)
        {
            return _sums.Values.Select(static sum => sum.Clone()).ToArray();
        }
    }

    private static ModelUsage[] Merge(IEnumerable<ModelUsage> sums, string name)
    {
        SortedDictionary<string, ModelUsage> byCurrency = new(StringComparer.Ordinal);
        foreach (ModelUsage sum in sums)
        {
            string currency = sum.Currency ?? "";
            if (!byCurrency.TryGetValue(currency, out ModelUsage? merged))
            {
                byCurrency[currency] = merged = new ModelUsage { Model = name };
            }

            merged.Add(sum);
        }

        // Calls without a price are shown with those that have one.
        if (byCurrency.Count > 1 && byCurrency.TryGetValue("", out ModelUsage? unpriced))
        {
            byCurrency.Remove("");
            byCurrency.First().Value.Add(unpriced);
        }

        return byCurrency.Values.ToArray();
    }
}

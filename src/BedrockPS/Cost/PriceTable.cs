using System;
using System.Collections.Generic;
using System.Linq;

namespace BedrockPS.Cost;

/// <summary>Price rows and the rule which of them holds for a call. Does not change once made.</summary>
internal sealed class PriceTable
{
    public static readonly PriceTable Empty = new([]);

    private readonly ModelPrice[] _rows;

    public PriceTable(IEnumerable<ModelPrice> rows) => _rows = rows.ToArray();

    public IReadOnlyList<ModelPrice> Rows => _rows;

    /// <summary>
    /// The row for a call: of those that fit model, region, tier and size, the one that names the model most exactly, then the
    /// region, then the size, then the latest one already in force. Null when none fits.
    /// </summary>
    /// <param name="modelId">Id or ARN the call was made with.</param>
    /// <param name="region">Region of the call; null: unknown, only rows for any region fit.</param>
    /// <param name="tier">Null: the default tier.</param>
    /// <param name="inputTokens">Tokens of the request, those of the cache included.</param>
    /// <param name="now">Rows that begin later do not hold yet.</param>
    public ModelPrice? Find(string modelId, string? region, string? tier, long inputTokens, DateTimeOffset now)
    {
        string id = IdOf(modelId);
        ModelPrice? best = null;
        foreach (ModelPrice row in _rows)
        {
            if (string.Equals(row.ServiceTier, tier, StringComparison.OrdinalIgnoreCase)
                && (row.AboveInputTokens == 0 || inputTokens > row.AboveInputTokens)
                && !(row.EffectiveDate > now)
                && (row.Region is null || (region is not null && Glob.Matches(row.Region, region)))
                && (Glob.Matches(row.Model, id) || Glob.Matches(row.Model, modelId))
                && (best is null || Compare(row, best) > 0))
            {
                best = row;
            }
        }

        return best;
    }

    /// <summary>Every row that may hold for a model, for the most a call can cost.</summary>
    public IEnumerable<ModelPrice> FindSizes(string modelId, string? region, string? tier, long inputTokens, DateTimeOffset now) =>
        _rows.Select(static row => row.AboveInputTokens).Where(size => size < inputTokens).Concat([0]).Distinct()
            .Select(size => Find(modelId, region, tier, size + 1, now))
            .OfType<ModelPrice>();

    /// <summary>This table with rows put in the place of those they replace.</summary>
    public PriceTable With(IReadOnlyList<ModelPrice> rows, DateTimeOffset now)
    {
        Dictionary<string, ModelPrice> merged = new(StringComparer.OrdinalIgnoreCase);
        foreach (ModelPrice row in _rows.Concat(rows))
        {
            merged[KeyOf(row, now)] = row;
        }

        return new PriceTable(merged.Values.OrderBy(static row => row.Model, StringComparer.OrdinalIgnoreCase)
            .ThenBy(static row => row.Region, StringComparer.OrdinalIgnoreCase)
            .ThenBy(static row => row.ServiceTier, StringComparer.OrdinalIgnoreCase)
            .ThenBy(static row => row.AboveInputTokens)
            .ThenBy(static row => row.EffectiveDate));
    }

    /// <summary>The id within the ARN of a model or system-defined inference profile, geography included; anything else as it is.</summary>
    public static string IdOf(string modelId)
    {
        int slash = modelId.IndexOf('/');
        return modelId.StartsWith("arn:", StringComparison.OrdinalIgnoreCase)
            && slash > 0
            && (modelId.IndexOf(":foundation-model/", StringComparison.Ordinal) > 0 || modelId.IndexOf(":inference-profile/", StringComparison.Ordinal) > 0)
                ? modelId.Substring(slash + 1)
                : modelId;
    }

    // What begins later stands beside what holds now; of what holds now or did, only the last word counts.
    private static string KeyOf(ModelPrice row, DateTimeOffset now) =>
        $"{row.Model}\n{row.Region}\n{row.ServiceTier}\n{row.AboveInputTokens}\n{(row.EffectiveDate > now ? row.EffectiveDate : null)}";

    private static int Compare(ModelPrice row, ModelPrice other)
    {
        int order = Exactness(row.Model).CompareTo(Exactness(other.Model));
        order = order != 0 ? order : Exactness(row.Region).CompareTo(Exactness(other.Region));
        order = order != 0 ? order : row.AboveInputTokens.CompareTo(other.AboveInputTokens);
        return order != 0 ? order : Nullable.Compare(row.EffectiveDate, other.EffectiveDate);
    }

    private static int Exactness(string? pattern) =>
        pattern is null ? -1 : Glob.IsPattern(pattern) ? Glob.Literals(pattern) : int.MaxValue;
}

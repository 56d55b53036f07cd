using System;

namespace BedrockPS.Cost;

/// <summary>The prices in force: the session's, then those of the user's file.</summary>
internal sealed class PriceBook
{
    private readonly CostSession _session;
    private readonly Action<string> _warn;
    private bool _warned;

    /// <param name="session">The runspace's prices.</param>
    /// <param name="warn">Told once when the file cannot be read; may run on any thread.</param>
    public PriceBook(CostSession session, Action<string> warn)
    {
        _session = session;
        _warn = warn;
    }

    /// <summary>The row for a call that was made; a file that cannot be read is told and means that the price is not known.</summary>
    public ModelPrice? Find(string modelId, string? region, string? tier, long inputTokens)
    {
        DateTimeOffset now = DateTimeOffset.Now;
        try
        {
            return _session.Prices.Find(modelId, region, tier, inputTokens, now)
                ?? PriceFile.Load(PriceFile.DefaultPath).Find(modelId, region, tier, inputTokens, now);
        }
        catch (BedrockException exception)
        {
            if (!_warned)
            {
                _warned = true;
                _warn($"Costs are not known: {exception.Message}");
            }

            return null;
        }
    }

    /// <summary>The most a call can cost.</summary>
    /// <exception cref="BedrockException">PriceUnknown, or the price file cannot be read.</exception>
    public CallCost AtMost(string modelId, string? region, string? tier, long inputTokens, long outputTokens, bool usesCache, string? cacheTtl, long queries = 0)
    {
        DateTimeOffset now = DateTimeOffset.Now;
        CallCost? most = null;
        PriceTable file = PriceFile.Load(PriceFile.DefaultPath);
        PriceTable table = _session.Prices.Find(modelId, region, tier, 0, now) is not null ? _session.Prices : file;
        foreach (ModelPrice price in table.FindSizes(modelId, region, tier, inputTokens, now))
        {
            CallCost cost = CallCost.AtMost(price, inputTokens, outputTokens, usesCache, cacheTtl, queries)
                ?? throw Unknown($"The price of {Name(modelId, region, tier)} is incomplete: {(queries > 0 ? nameof(ModelPrice.QueryPerThousand) : Missing(price, outputTokens, usesCache, cacheTtl))} is not known");
            most = most is null || cost.Amount > most.Amount ? cost : most;
        }

        return most ?? throw Unknown($"The price of {Name(modelId, region, tier)} is not known{Near(_session.Prices, modelId) ?? Near(file, modelId)}");
    }

    /// <summary>What a call for pictures costs.</summary>
    /// <exception cref="BedrockException">PriceUnknown, or the price file cannot be read.</exception>
    public CallCost ForImages(string modelId, string? region, string? tier, int images) =>
        CallCost.OfImages(Find(modelId, region, tier, 0), images)
        ?? throw Unknown($"The price of a picture of {Name(modelId, region, tier)} is not known (PerImage in the price table)");

    private static string Name(string modelId, string? region, string? tier) =>
        $"{modelId}{(tier is null ? "" : $" ({tier})")}{(region is null ? "" : $" in {region}")}";

    private static string Missing(ModelPrice price, long outputTokens, bool usesCache, string? cacheTtl) =>
        price.InputPerMillion is null ? nameof(ModelPrice.InputPerMillion)
        : outputTokens > 0 && price.OutputPerMillion is null ? nameof(ModelPrice.OutputPerMillion)
        : usesCache && cacheTtl == "1h" ? nameof(ModelPrice.CacheWrite1hPerMillion)
        : nameof(ModelPrice.CacheWritePerMillion);

    /// <summary>A row for the model without its geography is near, and may be meant.</summary>
    private static string? Near(PriceTable table, string modelId)
    {
        string id = PriceTable.IdOf(modelId);
        string? model = Inference.Families.FoundationModelId.Of(modelId);
        foreach (ModelPrice row in table.Rows)
        {
            if (model is not null && model != id && Glob.Matches(row.Model, model))
            {
                return $"; the table has one for '{row.Model}', which holds for its inference profiles only if written '*{row.Model}'";
            }
        }

        return null;
    }

    private static BedrockException Unknown(string message) => new("PriceUnknown", message + ", so the cost of the call cannot be bounded.");
}

using BedrockPS.Cost;

namespace BedrockPS.Batches;

/// <summary>Prices of batches: rows of the tier batch, else half of what single calls cost, as the service's price list has it.</summary>
internal sealed class BatchPrice
{
    /// <summary>The tier in price tables.</summary>
    public const string Tier = "batch";

    private readonly PriceBook _prices;
    private readonly string? _region;

    public BatchPrice(PriceBook prices, string? region)
    {
        _prices = prices;
        _region = region;
    }

    /// <returns>Null where the price is not known.</returns>
    public (decimal Amount, string Currency)? Of(string modelId, TokenUsage usage)
    {
        // The size of a record decides among rows by size, and it is that of one call; batches have no such rows.
        if (CallCost.Of(_prices.Find(modelId, _region, Tier, 0), usage) is CallCost own)
        {
            return (own.Amount, own.Currency);
        }

        return CallCost.Of(_prices.Find(modelId, _region, null, 0), usage) is CallCost single ? (single.Amount / 2, single.Currency) : null;
    }
}

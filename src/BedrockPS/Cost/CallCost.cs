using System;

namespace BedrockPS.Cost;

/// <summary>What a call costs.</summary>
internal sealed class CallCost
{
    private const decimal Million = 1_000_000m;
    private const decimal Thousand = 1_000m;

    private CallCost(decimal amount, string currency)
    {
        Amount = amount;
        Currency = currency;
    }

    public decimal Amount { get; }

    public string Currency { get; }

    /// <summary>The cost of a call that was made; null when a price it needs is not known.</summary>
    /// <param name="price">The row that holds for it, or null.</param>
    /// <param name="usage">Its tokens.</param>
    /// <param name="cacheTtl">1h when it was to write to the cache for an hour, for services that do not say how long they did.</param>
    public static CallCost? Of(ModelPrice? price, TokenUsage usage, string? cacheTtl = null)
    {
        if (price is null)
        {
            return null;
        }

        long hourly = 0;
        foreach (CacheDetail detail in usage.CacheDetails)
        {
            hourly += detail.Ttl == "1h" ? detail.InputTokens : 0;
        }

        string? ttl = usage.CacheDetails.Length > 0 ? null : cacheTtl;
        decimal? cost = Part(usage.InputTokens, price.InputPerMillion)
            + Part(usage.OutputTokens, price.OutputPerMillion)
            + Part(usage.CacheReadInputTokens, price.CacheReadPerMillion)
            + Part(usage.CacheWriteInputTokens - hourly, WritePrice(price, ttl))
            + Part(hourly, price.CacheWrite1hPerMillion)
            + QueryPart(usage.Queries, price);
        return cost is decimal amount ? new CallCost(amount, price.Currency) : null;
    }

    /// <summary>The cost of pictures; null when their price is not known.</summary>
    /// <param name="price">The row that holds for them, or null.</param>
    /// <param name="images">Pictures of the call.</param>
    public static CallCost? OfImages(ModelPrice? price, int images) =>
        price?.PerImage is decimal each ? new CallCost(each * images, price.Currency) : null;

    /// <summary>The most a call can cost; null when a price it needs is not known.</summary>
    /// <param name="price">The row that may hold for it.</param>
    /// <param name="inputTokens">Tokens of the request at most.</param>
    /// <param name="outputTokens">Tokens of the answer at most.</param>
    /// <param name="usesCache">It may write to the prompt cache, which costs more than input alone.</param>
    /// <param name="cacheTtl">1h when it would write for an hour.</param>
    /// <param name="queries">Queries of a rerank model.</param>
    public static CallCost? AtMost(ModelPrice price, long inputTokens, long outputTokens, bool usesCache, string? cacheTtl, long queries = 0)
    {
        decimal? input = price.InputPerMillion;
        if (usesCache)
        {
            decimal? write = WritePrice(price, cacheTtl);
            input = input is null || write is null ? null : Math.Max(input.Value, write.Value);
        }

        decimal? cost = Part(inputTokens, input) + Part(outputTokens, price.OutputPerMillion) + QueryPart(queries, price);
        return cost is decimal amount ? new CallCost(amount, price.Currency) : null;
    }

    private static decimal? WritePrice(ModelPrice price, string? cacheTtl) =>
        cacheTtl == "1h" ? price.CacheWrite1hPerMillion : price.CacheWritePerMillion;

    private static decimal? QueryPart(long queries, ModelPrice price) => queries == 0 ? 0 : queries * price.QueryPerThousand / Thousand;

    // No tokens of a kind cost nothing, whatever their price.
    private static decimal? Part(long tokens, decimal? perMillion) => tokens == 0 ? 0 : tokens * perMillion / Million;
}

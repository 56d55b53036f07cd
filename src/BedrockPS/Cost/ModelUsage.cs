using System;
using System.Globalization;
using BedrockPS.Cost;

namespace BedrockPS;

/// <summary>What the session has asked of one model, or of all. Prints as calls, tokens and cost.</summary>
public sealed class ModelUsage
{
    /// <summary>Model or inference profile that answered; (all) for the total.</summary>
    public string Model { get; internal set; } = "";

    /// <summary>Calls that were sent and are, or may be, charged.</summary>
    public long Calls { get; internal set; }

    /// <summary>Tokens of the requests that were neither read from a cache nor written to one.</summary>
    public long InputTokens { get; internal set; }

    public long OutputTokens { get; internal set; }

    public long CacheReadInputTokens { get; internal set; }

    public long CacheWriteInputTokens { get; internal set; }

    /// <summary>Queries of a rerank model, as they are paid for: one for each 100 documents, or parts of long ones.</summary>
    public long Queries { get; internal set; }

    /// <summary>Known cost: that of the calls whose price is known. Null when none is.</summary>
    public decimal? Cost { get; internal set; }

    /// <summary>Currency of Cost.</summary>
    public string? Currency { get; internal set; }

    /// <summary>Calls whose cost is not known, and not part of Cost: no price, or an answer that broke off before its usage came.</summary>
    public long UnpricedCalls { get; internal set; }

    /// <summary>The first of these calls.</summary>
    public DateTimeOffset Since { get; internal set; }

    internal long Tokens => InputTokens + OutputTokens + CacheReadInputTokens + CacheWriteInputTokens;

    /// <summary>What it was listed with, for the views.</summary>
    internal UsageListing? Listing { get; set; }

    public override string ToString() =>
        string.Format(CultureInfo.InvariantCulture, "{0} calls, {1} in, {2} out", Calls, InputTokens, OutputTokens)
        + (Cost is decimal cost ? string.Format(CultureInfo.InvariantCulture, ", {0:0.00####} {1}", cost, Currency) : "");

    internal void Add(ModelUsage other)
    {
        Since = Calls == 0 || other.Since < Since ? other.Since : Since;
        Calls += other.Calls;
        InputTokens += other.InputTokens;
        OutputTokens += other.OutputTokens;
        CacheReadInputTokens += other.CacheReadInputTokens;
        CacheWriteInputTokens += other.CacheWriteInputTokens;
        Queries += other.Queries;
        UnpricedCalls += other.UnpricedCalls;
        if (other.Cost is decimal cost)
        {
            Cost = (Cost ?? 0) + cost;
            Currency = other.Currency;
        }
    }

    internal ModelUsage Clone() => (ModelUsage)MemberwiseClone();
}

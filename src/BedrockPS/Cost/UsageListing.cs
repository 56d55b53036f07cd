using System.Collections.Generic;
using System.Linq;
using BedrockPS.Views;

namespace BedrockPS.Cost;

/// <summary>What Get-BRUsage wrote at once: each sum is shown as its share of all of them, and the total above the table.</summary>
internal sealed class UsageListing
{
    private const int BarWidth = 10;

    private readonly IReadOnlyList<ModelUsage> _sums;
    private readonly IReadOnlyList<ModelUsage> _totals;
    private readonly bool _isByCost;

    /// <param name="sums">One a model and currency.</param>
    /// <param name="totals">Of these, one a currency.</param>
    public UsageListing(IReadOnlyList<ModelUsage> sums, IReadOnlyList<ModelUsage> totals)
    {
        _sums = sums;
        _totals = totals;

        // Amounts say most, where there is one of every call and all are in one currency.
        _isByCost = totals.Count == 1 && totals[0].Cost > 0 && totals[0].UnpricedCalls == 0;
    }

    /// <summary>The line above the table; null where it would repeat the only row.</summary>
    public string? Total =>
        _sums.Count < 2 ? null : $"Total: {string.Join("; ", _totals.Select(Describe))}. Shares of the {(_isByCost ? "cost" : "tokens")}.";

    /// <summary>A bar and a percentage.</summary>
    public string ShareOf(ModelUsage usage)
    {
        decimal whole = _sums.Sum(Size);
        return whole > 0 ? Bar.Of(Size(usage) / whole, BarWidth) : "";
    }

    private decimal Size(ModelUsage usage) => _isByCost ? usage.Cost ?? 0 : usage.Tokens;

    private static string Describe(ModelUsage total) =>
        string.Join(", ", new[]
        {
            $"{Cell.Count(total.Calls)} calls",
            $"{Cell.Count(total.InputTokens)} tokens in",
            $"{Cell.Count(total.OutputTokens)} out",
            total.CacheReadInputTokens > 0 ? $"{Cell.Count(total.CacheReadInputTokens)} cached" : "",
            Cell.Cost(total.Cost, total.Currency),
            total.UnpricedCalls > 0 ? $"{Cell.Count(total.UnpricedCalls)} without a price" : "",
        }.Where(static part => part.Length > 0));
}

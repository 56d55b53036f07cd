using System.Globalization;

namespace BedrockPS;

/// <summary>What a call would take, worked out without sending anything. Prints as tokens and cost.</summary>
public sealed class CostEstimate
{
    /// <summary>Model that would be called.</summary>
    public string Model { get; internal set; } = "";

    /// <summary>Tokens of the request, as estimated.</summary>
    public long InputTokens { get; internal set; }

    /// <summary>Tokens the answer may have; null when nothing limits them.</summary>
    public long? MaxOutputTokens { get; internal set; }

    /// <summary>Cost of the input alone; null when the price is not known.</summary>
    public decimal? MinCost { get; internal set; }

    /// <summary>Cost with the longest answer; null when the price is not known or nothing limits the answer.</summary>
    public decimal? MaxCost { get; internal set; }

    /// <summary>Currency of the costs; null when the price is not known.</summary>
    public string? Currency { get; internal set; }

    /// <summary>InputTokens is an estimate; Measure-BRToken counts where the model can.</summary>
    public bool IsEstimate { get; internal set; } = true;

    /// <summary>What the estimate leaves out; null when nothing.</summary>
    public string? Note { get; internal set; }

    /// <summary>The pipeline object the call would be for.</summary>
    public object? InputObject { get; internal set; }

    public override string ToString() =>
        string.Format(CultureInfo.InvariantCulture, "~{0} in, {1} out at most", InputTokens, MaxOutputTokens?.ToString(CultureInfo.InvariantCulture) ?? "?")
        + (MinCost is null ? "" : string.Format(CultureInfo.InvariantCulture, ", {0:0.00####} to {1} {2}", MinCost, MaxCost?.ToString("0.00####", CultureInfo.InvariantCulture) ?? "?", Currency));
}

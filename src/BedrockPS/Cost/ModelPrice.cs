using System;

namespace BedrockPS;

/// <summary>
/// What a model's tokens cost: one row of the user's price table. Prices are for 1,000,000 tokens; one that is not known is null,
/// which is not the same as 0. Prints as its model.
/// </summary>
public sealed class ModelPrice
{
    /// <summary>
    /// Id of a model or inference profile, or a wildcard over such ids. An id without geography does not fit the profiles us.id,
    /// eu.id or global.id, whose price may be another; *id fits all of them.
    /// </summary>
    public string Model { get; set; } = "";

    /// <summary>Region the call is made in, or a wildcard; null: any.</summary>
    public string? Region { get; set; }

    /// <summary>flex, priority, batch, reserved or latency-optimized; null: the default tier.</summary>
    public string? ServiceTier { get; set; }

    /// <summary>The row holds for calls with more input tokens than this: for models that charge more for long contexts. 0: for all.</summary>
    public long AboveInputTokens { get; set; }

    /// <summary>Price of 1,000,000 tokens of the request.</summary>
    public decimal? InputPerMillion { get; set; }

    /// <summary>Price of 1,000,000 tokens of the answer, reasoning included.</summary>
    public decimal? OutputPerMillion { get; set; }

    /// <summary>Price of 1,000,000 tokens read from the prompt cache.</summary>
    public decimal? CacheReadPerMillion { get; set; }

    /// <summary>Price of 1,000,000 tokens written to the prompt cache.</summary>
    public decimal? CacheWritePerMillion { get; set; }

    /// <summary>Price of 1,000,000 tokens written to the prompt cache for an hour.</summary>
    public decimal? CacheWrite1hPerMillion { get; set; }

    /// <summary>Price of 1,000 queries of a rerank model.</summary>
    public decimal? QueryPerThousand { get; set; }

    /// <summary>Price of one picture of an image model. Where size and quality make a difference, give the dearest.</summary>
    public decimal? PerImage { get; set; }

    /// <summary>Currency code such as USD.</summary>
    public string Currency { get; set; } = "USD";

    /// <summary>The row holds from here on; null: always has.</summary>
    public DateTimeOffset? EffectiveDate { get; set; }

    /// <summary>Where the price was found.</summary>
    public string? Source { get; set; }

    public override string ToString() => Model;
}

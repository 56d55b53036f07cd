using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;

namespace BedrockPS.Cost;

/// <summary>One product of AWS's price list: a price of one kind of token of one model.</summary>
internal sealed class PriceListProduct
{
    private const string Edition = "(Amazon Bedrock Edition)";

    private PriceListProduct(string model, string region, PriceListTerms terms, decimal perMillion, string currency, DateTimeOffset? effectiveDate)
    {
        Model = model;
        Region = region;
        Terms = terms;
        PerMillion = perMillion;
        Currency = currency;
        EffectiveDate = effectiveDate;
    }

    /// <summary>The model's name as the list has it, such as Nova Lite; the list knows no ids.</summary>
    public string Model { get; }

    public string Region { get; }

    public PriceListTerms Terms { get; }

    public decimal PerMillion { get; }

    public string Currency { get; }

    public DateTimeOffset? EffectiveDate { get; }

    /// <summary>Null for a product that is not an on-demand price of text tokens, or whose unit is not known.</summary>
    /// <exception cref="JsonException">Not JSON.</exception>
    public static PriceListProduct? Read(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement root = document.RootElement;
        if (!Has(root, "product", out JsonElement product)
            || !Has(product, "attributes", out JsonElement attributes)
            || Text(attributes, "usagetype") is not string usageType
            || Text(attributes, "regionCode") is not string region
            || ModelOf(attributes) is not string model
            || PriceListTerms.Read(
                usageType, Text(attributes, "inferenceType"), Text(attributes, "feature"), Text(attributes, "service_tier"), model) is not PriceListTerms terms)
        {
            return null;
        }

        (JsonElement Dimension, DateTimeOffset? Date)[] prices = Dimensions(root).ToArray();
        // Steps by quantity are no price of a single call.
        return prices.Length == 1 && PerMillionOf(prices[0].Dimension) is (decimal amount, string currency)
            ? new PriceListProduct(model, region, terms, amount, currency, prices[0].Date)
            : null;
    }

    private static string? ModelOf(JsonElement attributes)
    {
        string? name = Text(attributes, "model") ?? Text(attributes, "titanModel");
        if (name is null && Text(attributes, "servicename") is string service && service.EndsWith(Edition, StringComparison.OrdinalIgnoreCase))
        {
            name = service.Substring(0, service.Length - Edition.Length).Trim();
        }

        return name;
    }

    private static IEnumerable<(JsonElement Dimension, DateTimeOffset? Date)> Dimensions(JsonElement root)
    {
        if (!Has(root, "terms", out JsonElement terms) || !Has(terms, "OnDemand", out JsonElement offers))
        {
            yield break;
        }

        foreach (JsonProperty offer in offers.EnumerateObject())
        {
            DateTimeOffset? date = Text(offer.Value, "effectiveDate") is string text
                && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset parsed)
                    ? parsed
                    : null;
            if (Has(offer.Value, "priceDimensions", out JsonElement dimensions))
            {
                foreach (JsonProperty dimension in dimensions.EnumerateObject())
                {
                    yield return (dimension.Value, date);
                }
            }
        }
    }

    private static (decimal Amount, string Currency)? PerMillionOf(JsonElement dimension)
    {
        if (!Has(dimension, "pricePerUnit", out JsonElement units) || Factor(dimension) is not decimal factor)
        {
            return null;
        }

        foreach (JsonProperty unit in units.EnumerateObject())
        {
            return unit.Value.ValueKind == JsonValueKind.String
                && decimal.TryParse(unit.Value.GetString(), NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out decimal price)
                    ? (Plain(price * factor), unit.Name)
                    : null;
        }

        return null;
    }

    /// <summary>What makes the price one of a million tokens; null where the product does not say how many it is for.</summary>
    private static decimal? Factor(JsonElement dimension)
    {
        string unit = (Text(dimension, "unit") ?? "").ToLowerInvariant();
        string description = (Text(dimension, "description") ?? "").ToLowerInvariant();
        return unit.StartsWith("1k", StringComparison.Ordinal) || unit.StartsWith("1,000 ", StringComparison.Ordinal) ? 1000
            : unit.StartsWith("1m", StringComparison.Ordinal) || unit.StartsWith("million", StringComparison.Ordinal) ? 1
            : unit == "units" && description.Contains("million") ? 1
            : null;
    }

    // 0.0600000000 as 0.06.
    private static decimal Plain(decimal price) => price / 1.0000000000000000000000000000m;

    private static string? Text(JsonElement element, string name) =>
        Has(element, name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static bool Has(JsonElement element, string name, out JsonElement value)
    {
        value = default;
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out value);
    }
}

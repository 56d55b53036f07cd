using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using BedrockPS.Protocol;

namespace BedrockPS.Cost;

/// <summary>One price row from named values: a CSV line, a JSON object, a hashtable.</summary>
internal static class PriceRow
{
    private static readonly string[] s_prices = ["Input", "Output", "CacheRead", "CacheWrite", "CacheWrite1h"];

    /// <param name="values">Column names, in any case, and their values.</param>
    /// <exception cref="BedrockException">PriceInvalid: what is wrong with which column.</exception>
    public static ModelPrice Read(IReadOnlyDictionary<string, object?> values)
    {
        Dictionary<string, object?> columns = new(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, object?> value in values)
        {
            columns[value.Key.Trim()] = value.Value;
        }

        decimal?[] prices = [.. Array.ConvertAll(s_prices, name => Price(columns, name)), Number(columns, "PerImage")];
        ModelPrice row = new()
        {
            Model = Text(columns, "Model") ?? Text(columns, "ModelId") ?? throw Invalid("Model is missing"),
            Region = Text(columns, "Region") is string region && region != "*" ? region : null,
            ServiceTier = TierOf(Text(columns, "ServiceTier")),
            AboveInputTokens = Count(columns, "AboveInputTokens"),
            InputPerMillion = prices[0],
            OutputPerMillion = prices[1],
            CacheReadPerMillion = prices[2],
            CacheWritePerMillion = prices[3],
            CacheWrite1hPerMillion = prices[4],
            QueryPerThousand = Number(columns, nameof(ModelPrice.QueryPerThousand)),
            PerImage = prices[5],
            Currency = CurrencyOf(Text(columns, "Currency") ?? "USD"),
            EffectiveDate = Date(columns, "EffectiveDate"),
            Source = Text(columns, "Source"),
        };
        return row.QueryPerThousand is null && Array.TrueForAll(prices, static price => price is null)
            ? throw Invalid("no price is given: InputPerMillion, OutputPerMillion, CacheReadPerMillion, CacheWritePerMillion or CacheWrite1hPerMillion (or …PerThousand), QueryPerThousand or PerImage")
            : row;
    }

    /// <summary>The tier as rows and calls are compared by; null: the default one.</summary>
    public static string? TierOf(string? tier) =>
        tier?.Trim().ToLowerInvariant() is { Length: > 0 } name && name is not ("default" or "standard") ? name : null;

    public static BedrockException Invalid(string problem) => new("PriceInvalid", problem);

    private static decimal? Price(Dictionary<string, object?> columns, string name)
    {
        decimal? million = Number(columns, name + "PerMillion");
        decimal? thousand = Number(columns, name + "PerThousand");
        return million is not null && thousand is not null
            ? throw Invalid($"{name}PerMillion and {name}PerThousand exclude each other")
            : million ?? thousand * 1000;
    }

    private static decimal? Number(Dictionary<string, object?> columns, string name)
    {
        if (Text(columns, name) is not string text)
        {
            return null;
        }

        // Spreadsheets and scripts write small prices as 6E-05, and Export-Csv writes numbers as the session's culture does.
        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent | NumberStyles.AllowLeadingSign;
        if (!decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out decimal number)
            && !decimal.TryParse(text, Style, CultureInfo.CurrentCulture, out number))
        {
            throw Invalid($"{name} is '{text}', not a number such as 0.06");
        }

        return number is >= 0 and <= 1_000_000_000 ? number : throw Invalid($"{name} is {text}; a price is 0 to 1000000000");
    }

    private static long Count(Dictionary<string, object?> columns, string name) =>
        Text(columns, name) is not string text ? 0
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long count) ? count
            : throw Invalid($"{name} is '{text}', not a whole number");

    private static DateTimeOffset? Date(Dictionary<string, object?> columns, string name)
    {
        if (columns.TryGetValue(name, out object? value) && value is DateTimeOffset or DateTime)
        {
            return value is DateTime time ? ValueScalars.ToOffset(time) : (DateTimeOffset)value;
        }

        return Text(columns, name) is not string text ? null
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date) ? date
            : throw Invalid($"{name} is '{text}', not a date such as 2025-07-01");
    }

    private static string CurrencyOf(string text)
    {
        string code = text.ToUpperInvariant();
        return code.Length == 3 && Array.TrueForAll(code.ToCharArray(), static letter => letter is >= 'A' and <= 'Z')
            ? code
            : throw Invalid($"Currency is '{text}', not a code such as USD");
    }

    private static string? Text(Dictionary<string, object?> columns, string name)
    {
        if (!columns.TryGetValue(name, out object? value) || value is null)
        {
            return null;
        }

        string? text = value switch
        {
            JsonElement { ValueKind: JsonValueKind.Null } => null,
            JsonElement { ValueKind: JsonValueKind.String } element => element.GetString(),
            JsonElement { ValueKind: JsonValueKind.Number } element => element.GetRawText(),
            JsonElement element => throw Invalid($"{name} is {element.GetRawText()}, not text or a number"),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString(),
        };
        text = text?.Trim();
        return string.IsNullOrEmpty(text) ? null : text;
    }
}

using System;
using System.Collections.Generic;
using System.Text.Json;

namespace BedrockPS.Cost;

/// <summary>
/// Price rows as JSON: an object with format, version and prices, which is how tables are kept, or a plain array of rows.
/// </summary>
internal static class PriceJson
{
    private const string Format = "BedrockPS.Prices";
    private const int Version = 1;
    private static readonly JsonDocumentOptions s_options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Reads every row; one that is wrong is an error that tells its place, and the others are read.</summary>
    /// <exception cref="BedrockException">PriceFileInvalid or PriceFileVersion: nothing of it can be read.</exception>
    public static void Read(byte[] json, string path, Action<ModelPrice> read, Action<BedrockException> failed)
    {
        using JsonDocument document = Parse(json, path);
        int number = 0;
        foreach (JsonElement element in Rows(document.RootElement, path))
        {
            number++;
            try
            {
                read(PriceRow.Read(Values(element)));
            }
            catch (BedrockException exception)
            {
                failed(new BedrockException(exception.Code, $"Row {number}: {exception.Message}."));
            }
        }
    }

    public static void Write(Utf8JsonWriter writer, IReadOnlyList<ModelPrice> rows)
    {
        writer.WriteStartObject();
        writer.WriteString("format", Format);
        writer.WriteNumber("version", Version);
        writer.WriteStartArray("prices");
        foreach (ModelPrice row in rows)
        {
            Write(writer, row);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static JsonDocument Parse(byte[] json, string path)
    {
        try
        {
            bool hasMark = json.Length > 2 && json[0] == 0xEF && json[1] == 0xBB && json[2] == 0xBF;
            return JsonDocument.Parse(json.AsMemory(hasMark ? 3 : 0), s_options);
        }
        catch (JsonException exception)
        {
            throw new BedrockException("PriceFileInvalid", $"'{path}' is not JSON: {exception.Message}", exception);
        }
    }

    private static IEnumerable<JsonElement> Rows(JsonElement root, string path)
    {
        if (root.ValueKind == JsonValueKind.Array)
        {
            return root.EnumerateArray();
        }

        // One row by itself, as ConvertTo-Json writes it.
        if (root.ValueKind == JsonValueKind.Object && !root.TryGetProperty("prices", out _) && root.TryGetProperty("Model", out _))
        {
            return [root];
        }

        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("prices", out JsonElement rows) || rows.ValueKind != JsonValueKind.Array)
        {
            throw new BedrockException("PriceFileInvalid", $"'{path}' holds no prices: an array of rows is wanted, or an object with one called prices.");
        }

        if (root.TryGetProperty("version", out JsonElement version) && (!version.TryGetInt32(out int number) || number > Version))
        {
            throw new BedrockException("PriceFileVersion", $"'{path}' has version {version.GetRawText()}; this module reads up to version {Version}.");
        }

        return rows.EnumerateArray();
    }

    private static Dictionary<string, object?> Values(JsonElement row)
    {
        if (row.ValueKind != JsonValueKind.Object)
        {
            throw PriceRow.Invalid("it is not an object");
        }

        Dictionary<string, object?> values = new(StringComparer.OrdinalIgnoreCase);
        foreach (JsonProperty member in row.EnumerateObject())
        {
            values[member.Name] = member.Value;
        }

        return values;
    }

    private static void Write(Utf8JsonWriter writer, ModelPrice row)
    {
        writer.WriteStartObject();
        writer.WriteString("model", row.Model);
        WriteText(writer, "region", row.Region);
        WriteText(writer, "serviceTier", row.ServiceTier);
        if (row.AboveInputTokens > 0)
        {
            writer.WriteNumber("aboveInputTokens", row.AboveInputTokens);
        }

        WritePrice(writer, "inputPerMillion", row.InputPerMillion);
        WritePrice(writer, "outputPerMillion", row.OutputPerMillion);
        WritePrice(writer, "cacheReadPerMillion", row.CacheReadPerMillion);
        WritePrice(writer, "cacheWritePerMillion", row.CacheWritePerMillion);
        WritePrice(writer, "cacheWrite1hPerMillion", row.CacheWrite1hPerMillion);
        WritePrice(writer, "queryPerThousand", row.QueryPerThousand);
        WritePrice(writer, "perImage", row.PerImage);
        writer.WriteString("currency", row.Currency);
        WriteText(writer, "effectiveDate", row.EffectiveDate?.ToString("o", System.Globalization.CultureInfo.InvariantCulture));
        WriteText(writer, "source", row.Source);
        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static void WritePrice(Utf8JsonWriter writer, string name, decimal? value)
    {
        if (value is decimal price)
        {
            writer.WriteNumber(name, price);
        }
    }
}

using System.Collections.Generic;
using System.Text.Json;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Families;

/// <summary>Looks into a native body; what is not as it must be is refused with the name of the key.</summary>
internal static class NativeBody
{
    public static JsonElement Required(this JsonElement body, string key, JsonValueKind kind) =>
        body.TryGetProperty(key, out JsonElement value)
            ? value.ValueKind == kind
                ? value
                : throw ServiceFault.Validation($"#/{key}: expected {Describe(kind)}, found {Describe(value.ValueKind)}")
            : throw ServiceFault.Validation($"#: required key [{key}] not found");

    public static string RequiredText(this JsonElement body, string key) => body.Required(key, JsonValueKind.String).GetString()!;

    public static int RequiredNumber(this JsonElement body, string key, int least, int most) =>
        body.Required(key, JsonValueKind.Number).Whole(key, least, most);

    /// <summary>Null when the key is absent or null.</summary>
    public static JsonElement? Optional(this JsonElement body, string key, JsonValueKind kind)
    {
        if (body.ValueKind != JsonValueKind.Object
            || !body.TryGetProperty(key, out JsonElement value)
            || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind == kind
            ? value
            : throw ServiceFault.Validation($"#/{key}: expected {Describe(kind)}, found {Describe(value.ValueKind)}");
    }

    public static string? OptionalText(this JsonElement body, string key) => body.Optional(key, JsonValueKind.String)?.GetString();

    public static int? OptionalNumber(this JsonElement body, string key, int least, int most) =>
        body.Optional(key, JsonValueKind.Number)?.Whole(key, least, most);

    public static double? OptionalReal(this JsonElement body, string key, double least, double most)
    {
        double? value = body.Optional(key, JsonValueKind.Number)?.GetDouble();
        return value is null || (value >= least && value <= most)
            ? value
            : throw ServiceFault.Validation($"#/{key}: {value} is not from {least} to {most}");
    }

    /// <summary>A list of texts, or one text alone; empty when the key is absent.</summary>
    public static IEnumerable<string> Texts(this JsonElement body, string key)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty(key, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            yield break;
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            yield return value.GetString()!;
            yield break;
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            throw ServiceFault.Validation($"#/{key}: expected an array, found {Describe(value.ValueKind)}");
        }

        foreach (JsonElement item in value.EnumerateArray())
        {
            yield return item.ValueKind == JsonValueKind.String
                ? item.GetString()!
                : throw ServiceFault.Validation($"#/{key}: expected an array of strings");
        }
    }

    /// <summary>Refuses keys the family does not know, as the stricter families do.</summary>
    public static void Only(this JsonElement body, params string[] keys)
    {
        foreach (JsonProperty property in body.EnumerateObject())
        {
            if (System.Array.IndexOf(keys, property.Name) < 0 && !property.Name.StartsWith("amazon-bedrock-", System.StringComparison.Ordinal))
            {
                throw ServiceFault.Validation($"#: extraneous key [{property.Name}] is not permitted");
            }
        }
    }

    private static int Whole(this JsonElement value, string key, int least, int most) =>
        value.TryGetInt32(out int number) && number >= least && number <= most
            ? number
            : throw ServiceFault.Validation($"#/{key}: {value} is not a whole number from {least} to {most}");

    private static string Describe(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        _ => "null",
    };
}

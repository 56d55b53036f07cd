using System;
using System.Collections.Generic;
using System.Text.Json;

namespace BedrockPS.Local.Simulation;

/// <summary>Reads a JSON schema: follows references, chooses among alternatives, tells types and bounds.</summary>
internal sealed class SchemaReader
{
    private const int MaxHops = 16;

    private readonly JsonElement _root;

    public SchemaReader(JsonElement root) => _root = root;

    /// <summary>A $ref followed, the first choice of anyOf and oneOf taken, the first part of allOf.</summary>
    public JsonElement Resolve(JsonElement schema)
    {
        for (int hop = 0; hop < MaxHops && schema.ValueKind == JsonValueKind.Object; hop++)
        {
            if (schema.TryGetProperty("$ref", out JsonElement reference) && reference.ValueKind == JsonValueKind.String)
            {
                schema = Follow(reference.GetString()!);
            }
            else if (FirstOf(schema, "anyOf") is JsonElement any)
            {
                schema = any;
            }
            else if (FirstOf(schema, "oneOf") is JsonElement one)
            {
                schema = one;
            }
            else if (!schema.TryGetProperty("properties", out JsonElement _) && FirstOf(schema, "allOf") is JsonElement all)
            {
                schema = all;
            }
            else
            {
                break;
            }
        }

        return schema;
    }

    public static string TypeOf(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return "";
        }

        if (schema.TryGetProperty("type", out JsonElement type))
        {
            if (type.ValueKind == JsonValueKind.String)
            {
                return type.GetString()!;
            }

            if (type.ValueKind == JsonValueKind.Array && type.GetArrayLength() > 0)
            {
                // Of several types the first that can say something.
                string first = type[0].GetString() ?? "";
                return first == "null" && type.GetArrayLength() > 1 ? type[1].GetString() ?? "" : first;
            }
        }

        return schema.TryGetProperty("properties", out JsonElement _) ? "object"
            : schema.TryGetProperty("items", out JsonElement _) ? "array"
            : "string";
    }

    public static HashSet<string> Required(JsonElement schema)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        if (schema.TryGetProperty("required", out JsonElement required) && required.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement name in required.EnumerateArray())
            {
                names.Add(name.GetString() ?? "");
            }
        }

        return names;
    }

    public static double? Number(JsonElement schema, string name) =>
        schema.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    public static int? Whole(JsonElement schema, string name) =>
        Number(schema, name) is double value ? (int)Math.Min(value, int.MaxValue) : null;

    public static string? Text(JsonElement schema, string name) =>
        schema.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>What a reference inside the schema leads to; undefined when it leads nowhere.</summary>
    public JsonElement Follow(string reference)
    {
        JsonElement at = _root;
        foreach (string step in reference.TrimStart('#').Split('/'))
        {
            if (step.Length > 0 && !(at.ValueKind == JsonValueKind.Object
                && at.TryGetProperty(step.Replace("~1", "/").Replace("~0", "~"), out at)))
            {
                return default;
            }
        }

        return at;
    }

    private static JsonElement? FirstOf(JsonElement schema, string name)
    {
        if (!schema.TryGetProperty(name, out JsonElement list) || list.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        foreach (JsonElement choice in list.EnumerateArray())
        {
            if (TypeOf(choice) != "null")
            {
                return choice;
            }
        }

        return null;
    }
}

using System.Collections.Generic;
using System.Text.Json;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Simulation;

/// <summary>
/// The part of JSON schema the service takes for answers and strict tools: objects that allow nothing further, no bounds of numbers
/// and texts, no recursion.
/// </summary>
internal static class SchemaRules
{
    private static readonly string[] s_bounds =
        ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength"];

    /// <param name="schema">The schema as JSON text.</param>
    /// <param name="where">What the message calls it.</param>
    /// <exception cref="ServiceFault">ValidationException.</exception>
    public static void Check(string schema, string where)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(schema);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw ServiceFault.Validation($"{where}: expected a JSON schema, an object.");
            }

            Check(document.RootElement, document.RootElement, where, []);
        }
        catch (JsonException)
        {
            throw ServiceFault.Validation($"{where}: the JSON schema is not valid JSON.");
        }
    }

    private static void Check(JsonElement schema, JsonElement root, string where, List<string> open)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        if (SchemaReader.Text(schema, "$ref") is string reference)
        {
            Follow(reference, root, where, open);
            return;
        }

        CheckObject(schema, where);
        foreach (string bound in s_bounds)
        {
            if (schema.TryGetProperty(bound, out JsonElement _))
            {
                throw ServiceFault.Validation($"{where}: For '{SchemaReader.TypeOf(schema)}' type, property '{bound}' is not supported");
            }
        }

        if (SchemaReader.Whole(schema, "minItems") is > 1)
        {
            throw ServiceFault.Validation($"{where}: For 'array' type, 'minItems' values other than 0 or 1 are not supported");
        }

        foreach (JsonProperty member in schema.EnumerateObject())
        {
            CheckMember(member, root, where, open);
        }
    }

    private static void CheckObject(JsonElement schema, string where)
    {
        bool isObject = SchemaReader.TypeOf(schema) == "object";
        if (isObject && !(schema.TryGetProperty("additionalProperties", out JsonElement more) && more.ValueKind == JsonValueKind.False))
        {
            throw ServiceFault.Validation($"{where}: For 'object' type, 'additionalProperties' must be explicitly set to false");
        }
    }

    private static void CheckMember(JsonProperty member, JsonElement root, string where, List<string> open)
    {
        switch (member.Name)
        {
            case "properties" when member.Value.ValueKind == JsonValueKind.Object:
                foreach (JsonProperty property in member.Value.EnumerateObject())
                {
                    Check(property.Value, root, where, open);
                }

                break;
            case "items":
                Check(member.Value, root, where, open);
                break;
            case "anyOf" or "allOf" when member.Value.ValueKind == JsonValueKind.Array:
                foreach (JsonElement choice in member.Value.EnumerateArray())
                {
                    Check(choice, root, where, open);
                }

                break;
        }
    }

    private static void Follow(string reference, JsonElement root, string where, List<string> open)
    {
        if (!reference.StartsWith("#", System.StringComparison.Ordinal))
        {
            throw ServiceFault.Validation($"{where}: External $ref '{reference}' is not supported");
        }

        if (open.Contains(reference))
        {
            throw ServiceFault.Validation($"{where}: Recursive schemas are not supported: '{reference}'");
        }

        JsonElement target = new SchemaReader(root).Follow(reference);
        if (target.ValueKind == JsonValueKind.Undefined)
        {
            throw ServiceFault.Validation($"{where}: $ref '{reference}' leads nowhere");
        }

        open.Add(reference);
        Check(target, root, where, open);
        open.Remove(reference);
    }
}

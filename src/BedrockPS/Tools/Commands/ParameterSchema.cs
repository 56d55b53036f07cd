using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace BedrockPS.Tools.Commands;

/// <summary>A parameter's JSON schema: its type, narrowed by its Validate attributes.</summary>
internal static class ParameterSchema
{
    /// <summary>Null when no JSON value leads to the parameter's type.</summary>
    public static Dictionary<string, object?>? Of(Type type, IReadOnlyCollection<Attribute> attributes, string? description)
    {
        // What a transformation takes, only its author knows; a text is what most of them are made for.
        bool transformed = attributes.OfType<ArgumentTransformationAttribute>().Any(static attribute => attribute.GetType().FullName != "System.Management.Automation.ArgumentTypeConverterAttribute");
        Dictionary<string, object?>? schema = TypeSchema.Of(type);
        if (schema is null && transformed && !IsSecret(type))
        {
            schema = new() { ["type"] = "string" };
        }

        if (schema is null)
        {
            return null;
        }

        foreach (Attribute attribute in attributes)
        {
            Narrow(schema, attribute);
        }

        if (!string.IsNullOrWhiteSpace(description))
        {
            schema["description"] = schema.TryGetValue("description", out object? own) ? $"{description} {own}" : description;
        }

        return schema;
    }

    private static bool IsSecret(Type type) => type == typeof(PSCredential) || type == typeof(System.Security.SecureString);

    private static void Narrow(Dictionary<string, object?> schema, Attribute attribute)
    {
        // Validate attributes of a list hold for each of its items, but for those that count.
        Dictionary<string, object?> item = schema.TryGetValue("items", out object? items) ? (Dictionary<string, object?>)items! : schema;
        switch (attribute)
        {
            case ValidateSetAttribute set:
                // Values may be made while asked for, by a class of the command's author.
                item["enum"] = set.ValidValues.Select(value => Typed(value, item)).ToList();
                break;
            case ValidateRangeAttribute { MinRange: not null } range when IsNumber(item):
                item["minimum"] = Number(range.MinRange);
                item["maximum"] = Number(range.MaxRange);
                break;
            case ValidateRangeAttribute range when IsNumber(item):
                NarrowToSign(item, range);
                break;
            case ValidateLengthAttribute length when IsText(item):
                item["minLength"] = length.MinLength;
                item["maxLength"] = length.MaxLength;
                break;
            case ValidateCountAttribute count when schema.ContainsKey("items"):
                schema["minItems"] = count.MinLength;
                schema["maxItems"] = count.MaxLength;
                break;
            case ValidatePatternAttribute pattern when IsText(item) && IsPortable(pattern.RegexPattern):
                item["pattern"] = pattern.RegexPattern;
                break;
            case ValidateNotNullOrEmptyAttribute:
                ForbidEmpty(schema);
                break;
            default:
                if (attribute.GetType().Name == "ValidateNotNullOrWhiteSpaceAttribute")
                {
                    ForbidEmpty(schema);
                }

                break;
        }
    }

    private static void ForbidEmpty(Dictionary<string, object?> schema)
    {
        string? member = schema.ContainsKey("items") ? "minItems" : IsText(schema) ? "minLength" : null;
        if (member is not null && !schema.ContainsKey(member))
        {
            schema[member] = 1;
        }
    }

    /// <summary>[ValidateRange('Positive')] and its like tell their bounds to nobody; what they let through says them.</summary>
    private static void NarrowToSign(Dictionary<string, object?> schema, ValidateRangeAttribute range)
    {
        bool negative = Allows(range, -1);
        bool zero = Allows(range, 0);
        bool positive = Allows(range, 1);
        if (positive && !negative)
        {
            schema[zero || Is(schema, "integer") ? "minimum" : "exclusiveMinimum"] = zero || !Is(schema, "integer") ? 0 : 1;
        }
        else if (negative && !positive)
        {
            schema[zero || Is(schema, "integer") ? "maximum" : "exclusiveMaximum"] = zero || !Is(schema, "integer") ? 0 : -1;
        }
    }

    private static bool Allows(ValidateRangeAttribute range, int value)
    {
        try
        {
            // A variable checks its value when it is given a rule.
            new PSVariable("probe", value).Attributes.Add(range);
            return true;
        }
        catch (ValidationMetadataException)
        {
            return false;
        }
    }

    /// <summary>JSON schema speaks ECMAScript's dialect: what only .NET has must not reach it.</summary>
    private static bool IsPortable(string pattern)
    {
        for (int at = pattern.IndexOf("(?", StringComparison.Ordinal); at >= 0; at = pattern.IndexOf("(?", at + 2, StringComparison.Ordinal))
        {
            if (at + 2 >= pattern.Length || pattern[at + 2] is not (':' or '=' or '!'))
            {
                return false;
            }
        }

        return pattern.IndexOf(@"\A", StringComparison.Ordinal) < 0 && pattern.IndexOf(@"\z", StringComparison.OrdinalIgnoreCase) < 0;
    }

    private static object? Typed(string value, Dictionary<string, object?> schema) =>
        IsNumber(schema) && decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal number) ? number : value;

    private static object? Number(object? bound) => bound switch
    {
        double or float => Convert.ToDouble(bound, CultureInfo.InvariantCulture),
        IConvertible => Convert.ToDecimal(bound, CultureInfo.InvariantCulture),
        _ => null,
    };

    private static bool IsNumber(Dictionary<string, object?> schema) => Is(schema, "integer") || Is(schema, "number");

    private static bool IsText(Dictionary<string, object?> schema) => Is(schema, "string") && !schema.ContainsKey("enum");

    private static bool Is(Dictionary<string, object?> schema, string type) => schema.TryGetValue("type", out object? value) && (string?)value == type;
}

using System;
using System.Collections.Generic;

namespace BedrockPS.Structured;

/// <summary>The keywords of JSON Schema by what they hold.</summary>
internal static class SchemaWords
{
    public static readonly HashSet<string> Types =
        new(StringComparer.Ordinal) { "object", "array", "string", "integer", "number", "boolean", "null" };

    /// <summary>Names with a schema each.</summary>
    public static readonly HashSet<string> Maps =
        new(StringComparer.Ordinal) { "properties", "patternProperties", "$defs", "definitions", "dependentSchemas" };

    /// <summary>Lists of schemas.</summary>
    public static readonly HashSet<string> Lists = new(StringComparer.Ordinal) { "anyOf", "allOf", "oneOf", "prefixItems" };

    /// <summary>One schema.</summary>
    public static readonly HashSet<string> Schemas = new(StringComparer.Ordinal)
    {
        "items", "additionalProperties", "additionalItems", "not", "if", "then", "else", "contains", "propertyNames",
        "unevaluatedProperties", "unevaluatedItems",
    };

    /// <summary>Keywords that bind an answer and that nothing here checks: said so, not passed over.</summary>
    public static readonly HashSet<string> Unchecked = new(StringComparer.Ordinal)
    {
        "propertyNames", "unevaluatedProperties", "unevaluatedItems", "minContains", "maxContains", "$dynamicRef", "$recursiveRef", "dependencies",
    };

    /// <summary>One of these at least makes an object a schema.</summary>
    public static readonly HashSet<string> Signs = new(StringComparer.Ordinal)
    {
        "type", "properties", "items", "enum", "const", "anyOf", "allOf", "oneOf", "$ref", "prefixItems", "additionalProperties", "patternProperties", "if", "not",
    };

    public static readonly HashSet<string> Numbers = new(StringComparer.Ordinal)
    {
        "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "minItems", "maxItems",
        "minProperties", "maxProperties", "minContains", "maxContains",
    };
}

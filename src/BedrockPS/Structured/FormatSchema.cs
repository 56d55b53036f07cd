using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using BedrockPS.Protocol;

namespace BedrockPS.Structured;

/// <summary>
/// The part of JSON Schema that the service compiles into a grammar. Bounds it does not take are put into the description, where
/// the model still reads them; a schema that cannot be said in that part (open objects, recursion, conditions) is not tried.
/// </summary>
internal sealed class FormatSchema
{
    private static readonly HashSet<string> s_kept =
        new(StringComparer.Ordinal) { "type", "title", "enum", "const", "required", "$ref" };

    private static readonly HashSet<string> s_formats = new(StringComparer.Ordinal)
    {
        "date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid",
    };

    private static readonly HashSet<string> s_silent = new(StringComparer.Ordinal)
    {
        "$schema", "$id", "$comment", "examples", "default", "deprecated", "readOnly", "writeOnly", "$anchor", "nullable", "description", "additionalProperties",
    };

    private readonly HashSet<string> _open = [];
    private readonly Dictionary<string, object?> _root;
    private bool _isInexpressible;

    private FormatSchema(Dictionary<string, object?> root) => _root = root;

    /// <summary>The schema in the service's words; null where it has none for it.</summary>
    public static Dictionary<string, object?>? From(Dictionary<string, object?> schema)
    {
        FormatSchema writer = new(schema);
        Dictionary<string, object?> result = writer.Schema(schema);
        return writer._isInexpressible || writer.IsRecursive(schema) ? null : result;
    }

    private Dictionary<string, object?> Any(object? value)
    {
        if (value is Dictionary<string, object?> schema)
        {
            return Schema(schema);
        }

        _isInexpressible = true;
        return [];
    }

    private Dictionary<string, object?> Schema(Dictionary<string, object?> schema)
    {
        Dictionary<string, object?> result = [];
        List<string> notes = [];
        foreach (KeyValuePair<string, object?> entry in schema)
        {
            Word(entry.Key, entry.Value, result, notes);
        }

        Objects(schema, result);
        string? description = schema.TryGetValue("description", out object? said) ? said as string : null;
        if (notes.Count > 0)
        {
            description = (description is null ? "" : description + " ") + $"({string.Join(", ", notes)})";
        }

        if (description is null)
        {
            return result;
        }

        Dictionary<string, object?> described = new() { ["description"] = description };
        foreach (KeyValuePair<string, object?> entry in result)
        {
            described[entry.Key] = entry.Value;
        }

        return described;
    }

    private void Word(string word, object? value, Dictionary<string, object?> result, List<string> notes)
    {
        switch (word)
        {
            case "enum" when value is List<object?> values && values.Exists(static item => item is Dictionary<string, object?> or List<object?>):
                _isInexpressible = true;
                break;
            case var _ when s_kept.Contains(word):
                result[word] = value;
                break;
            case "format" when value is string format && s_formats.Contains(format):
                result[word] = value;
                break;
            case "minItems" when value is 0 or 0L or 1 or 1L:
                result[word] = value;
                break;
            case "properties" or "$defs" or "definitions" when value is Dictionary<string, object?> map:
                result[word] = map.ToDictionary(static member => member.Key, member => (object?)Any(member.Value));
                break;
            case "items":
                result[word] = Any(value);
                break;
            case "anyOf" or "allOf" or "oneOf" when value is List<object?> list:
                result[word == "oneOf" ? "anyOf" : word] = list.ConvertAll(item => (object?)Any(item));
                break;
            case var _ when s_silent.Contains(word):
                break;
            case var _ when SchemaWords.Numbers.Contains(word) || word is "pattern" or "format" or "uniqueItems" or "contentEncoding":
                notes.Add(string.Format(CultureInfo.InvariantCulture, "{0}: {1}", word, JsonText.Of(value)));
                break;
            default:
                _isInexpressible = true;
                break;
        }
    }

    private void Objects(Dictionary<string, object?> schema, Dictionary<string, object?> result)
    {
        bool isObject = Says(schema, "object");
        bool hasMembers = schema.TryGetValue("properties", out object? members) && members is Dictionary<string, object?> { Count: > 0 };
        if (hasMembers)
        {
            result["additionalProperties"] = false;
            // Members that may be named and ones that may not: an open object.
            _isInexpressible |= schema.TryGetValue("additionalProperties", out object? others) && others is not bool;
        }
        else if (isObject)
        {
            _isInexpressible = true;
        }

        bool saysSomething = schema.ContainsKey("type") || hasMembers
            || result.Keys.Any(static word => word is "anyOf" or "allOf" or "$ref" or "enum" or "const");
        _isInexpressible |= !saysSomething || (Says(schema, "array") && !schema.ContainsKey("items"));
    }

    private static bool Says(Dictionary<string, object?> schema, string type) =>
        schema.TryGetValue("type", out object? value) && (value is List<object?> list ? list.Contains(type) : type.Equals(value));

    private bool IsRecursive(object? at)
    {
        if (at is not Dictionary<string, object?> schema)
        {
            return false;
        }

        if (schema.TryGetValue("$ref", out object? value) && value is string reference)
        {
            if (!_open.Add(reference))
            {
                return true;
            }

            bool isRecursive = reference == "#" || IsRecursive(Find(reference));
            _open.Remove(reference);
            if (isRecursive)
            {
                return true;
            }
        }

        return schema
            .Where(static entry => entry.Key is not ("$defs" or "definitions"))
            .SelectMany(static entry => SchemaCheck.Children(entry.Key, entry.Value))
            .Any(IsRecursive);
    }

    private object? Find(string reference)
    {
        object? at = _root;
        foreach (string step in reference.TrimStart('#').Split('/').Where(static step => step.Length > 0))
        {
            at = at is Dictionary<string, object?> map && map.TryGetValue(step.Replace("~1", "/").Replace("~0", "~"), out object? next) ? next : null;
        }

        return at;
    }
}

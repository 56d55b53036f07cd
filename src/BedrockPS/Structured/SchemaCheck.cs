using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace BedrockPS.Structured;

/// <summary>
/// Finds what is no schema before a model is paid to follow it: a type that does not exist, names where schemas belong, a reference
/// to nothing.
/// </summary>
internal sealed class SchemaCheck
{
    private const int MaxDepth = 64;

    private readonly Dictionary<string, object?> _root;

    private SchemaCheck(Dictionary<string, object?> root) => _root = root;

    /// <summary>Checks, and puts a single value where a list belongs into one: PowerShell makes no difference between them.</summary>
    /// <exception cref="BedrockException">SchemaInvalid; the message names the place.</exception>
    public static void Check(Dictionary<string, object?> schema)
    {
        if (!schema.Keys.Any(SchemaWords.Signs.Contains))
        {
            throw Invalid("", $"has none of the keywords that make a JSON schema, such as type or properties{Found(schema)}. An example of the answer is not a schema; -As takes names and types");
        }

        new SchemaCheck(schema).Schema(schema, "", 0);
    }

    /// <summary>Keywords of the schema, at any depth, that bind an answer and are not checked.</summary>
    public static IReadOnlyCollection<string> UncheckedWords(object? schema)
    {
        SortedSet<string> found = new(StringComparer.Ordinal);
        Visit(schema);
        return found;

        void Visit(object? at)
        {
            if (at is not Dictionary<string, object?> map)
            {
                return;
            }

            foreach (KeyValuePair<string, object?> entry in map)
            {
                if (SchemaWords.Unchecked.Contains(entry.Key))
                {
                    found.Add(entry.Key);
                }

                foreach (object? child in Children(entry.Key, entry.Value))
                {
                    Visit(child);
                }
            }
        }
    }

    /// <summary>The schemas a keyword holds.</summary>
    public static IEnumerable<object?> Children(string word, object? value) =>
        SchemaWords.Maps.Contains(word) && value is Dictionary<string, object?> map ? map.Values
            : (SchemaWords.Lists.Contains(word) || word == "items") && value is List<object?> list ? list
            : SchemaWords.Schemas.Contains(word) ? [value]
            : [];

    private void Schema(object? value, string path, int depth)
    {
        if (value is bool)
        {
            return;
        }

        if (value is not Dictionary<string, object?> schema)
        {
            throw Invalid(path, "is not a schema");
        }

        if (depth > MaxDepth)
        {
            throw Invalid(path, $"is nested more than {MaxDepth} levels deep");
        }

        foreach (string word in schema.Keys.ToList())
        {
            string at = $"{path}/{word}";
            AsList(schema, word);
            Word(word, schema[word], at);
            if (SchemaWords.Maps.Contains(word) && schema[word] is Dictionary<string, object?> map)
            {
                foreach (KeyValuePair<string, object?> member in map)
                {
                    Schema(member.Value, $"{at}/{member.Key}", depth + 1);
                }

                continue;
            }

            int index = 0;
            bool isList = schema[word] is List<object?>;
            foreach (object? child in Children(word, schema[word]))
            {
                Schema(child, isList ? $"{at}/{index++}" : at, depth + 1);
            }
        }
    }

    private static void AsList(Dictionary<string, object?> schema, string word)
    {
        bool belongs = word is "required" or "enum" || SchemaWords.Lists.Contains(word);
        if (belongs && schema[word] is not List<object?> and not null)
        {
            schema[word] = new List<object?> { schema[word] };
        }
    }

    private void Word(string word, object? value, string path)
    {
        switch (word)
        {
            case "type":
                foreach (object? type in value as List<object?> ?? [value])
                {
                    if (type is not string name || !SchemaWords.Types.Contains(name))
                    {
                        throw Invalid(path, $"is '{type}', which is no type of JSON: {string.Join(", ", SchemaWords.Types)}");
                    }
                }

                break;
            case "required" when ((List<object?>)value!).Exists(static name => name is not string):
                throw Invalid(path, "must be a list of names");
            case "enum" when value is List<object?> { Count: 0 } or null:
                throw Invalid(path, "has no values");
            case "$ref":
                Reference(value, path);
                break;
            case "pattern":
                Pattern(value, path);
                break;
            case var _ when SchemaWords.Maps.Contains(word) && value is not Dictionary<string, object?>:
                throw Invalid(path, "must hold names with a schema each");
            case var _ when SchemaWords.Lists.Contains(word) && value is not List<object?> { Count: > 0 }:
                throw Invalid(path, "must be a list of schemas");
            case var _ when SchemaWords.Numbers.Contains(word) && value is not (int or long or double or decimal or System.Numerics.BigInteger):
                throw Invalid(path, "must be a number");
        }
    }

    private void Reference(object? value, string path)
    {
        if (value is not string reference || !reference.StartsWith("#", StringComparison.Ordinal))
        {
            throw Invalid(path, "must point into this schema (#/$defs/Name); nothing is fetched from elsewhere");
        }

        object? at = _root;
        foreach (string step in reference.Substring(1).Split('/').Where(static step => step.Length > 0))
        {
            string name = step.Replace("~1", "/").Replace("~0", "~");
            if (at is Dictionary<string, object?> map && map.TryGetValue(name, out object? next))
            {
                at = next;
            }
            else if (at is List<object?> list && int.TryParse(name, out int index) && index >= 0 && index < list.Count)
            {
                at = list[index];
            }
            else
            {
                throw Invalid(path, $"points to nothing: {reference}");
            }
        }
    }

    private static void Pattern(object? value, string path)
    {
        try
        {
            _ = new Regex(value as string ?? throw Invalid(path, "must be a regular expression"));
        }
        catch (ArgumentException exception)
        {
            throw Invalid(path, $"is not a regular expression: {exception.Message}");
        }
    }

    private static string Found(Dictionary<string, object?> schema) =>
        schema.Count == 0 ? "" : $" (found: {string.Join(", ", schema.Keys.Take(5))}{(schema.Count > 5 ? " …" : "")})";

    private static BedrockException Invalid(string path, string problem) =>
        new("SchemaInvalid", $"The schema{(path.Length == 0 ? "" : $" is wrong: {path}")} {problem}.");
}

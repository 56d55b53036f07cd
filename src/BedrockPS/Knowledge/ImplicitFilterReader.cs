using System;
using System.Collections.Generic;
using System.Linq;

namespace BedrockPS.Knowledge;

/// <summary>Makes the list of attributes a model may filter by of what -ImplicitFilter takes.</summary>
internal static class ImplicitFilterReader
{
    private static readonly string[] s_types = ["STRING", "NUMBER", "BOOLEAN", "STRING_LIST"];

    /// <param name="attributes">Names with a description, or with @{ Type; Description }, as plain values.</param>
    /// <exception cref="BedrockException">FilterInvalid.</exception>
    public static List<object?> Read(Dictionary<string, object?> attributes)
    {
        if (attributes.Count == 0)
        {
            throw new BedrockException("FilterInvalid", "-ImplicitFilter names no attribute.");
        }

        return [.. attributes.Select(static entry => ReadOne(entry.Key, entry.Value))];
    }

    private static Dictionary<string, object?> ReadOne(string key, object? value)
    {
        Dictionary<string, object?> given = value as Dictionary<string, object?> ?? [];
        string? description = value as string ?? Member(given, "description");
        string type = (Member(given, "type") ?? "STRING").ToUpperInvariant();
        if (string.IsNullOrWhiteSpace(description) || !s_types.Contains(type))
        {
            throw new BedrockException("FilterInvalid", $"-ImplicitFilter is wrong at '{key}': a description is needed, and a type other than STRING is one of {string.Join(", ", s_types.Skip(1))}.")
            {
                RecommendedAction = "Give @{ year = @{ Type = 'NUMBER'; Description = 'Year of publication' } }, or the description alone for a text.",
            };
        }

        return new() { ["key"] = key, ["type"] = type, ["description"] = description };
    }

    private static string? Member(Dictionary<string, object?> map, string name) =>
        map.FirstOrDefault(entry => entry.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value as string;
}

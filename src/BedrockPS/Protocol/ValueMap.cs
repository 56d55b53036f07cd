using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;

namespace BedrockPS.Protocol;

/// <summary>Reads the many kinds of dictionaries callers pass.</summary>
internal static class ValueMap
{
    public static bool IsMap(object? value) =>
        value is IEnumerable<KeyValuePair<string, object?>> or IEnumerable<KeyValuePair<string, string>> or IDictionary;

    /// <summary>The entries in the dictionary's own order; null when the value is not a dictionary.</summary>
    public static List<KeyValuePair<string, object?>>? Entries(object? value)
    {
        List<KeyValuePair<string, object?>> entries;
        switch (value)
        {
            case IEnumerable<KeyValuePair<string, object?>> typed:
                return [.. typed];
            case IEnumerable<KeyValuePair<string, string>> texts:
                entries = [];
                foreach (KeyValuePair<string, string> entry in texts)
                {
                    entries.Add(new KeyValuePair<string, object?>(entry.Key, entry.Value));
                }

                return entries;
            case IDictionary dictionary:
                entries = new List<KeyValuePair<string, object?>>(dictionary.Count);
                foreach (DictionaryEntry entry in dictionary)
                {
                    entries.Add(new KeyValuePair<string, object?>(Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? "", entry.Value));
                }

                return entries;
            default:
                return null;
        }
    }
}

using System;
using System.Collections;
using System.Collections.Generic;

namespace BedrockPS.Local.Http;

/// <summary>Headers in the order they came, names without regard to case, repeats kept.</summary>
internal sealed class HeaderCollection : IEnumerable<KeyValuePair<string, string>>
{
    private readonly List<KeyValuePair<string, string>> _items = [];

    public int Count => _items.Count;

    /// <summary>The first value of that name; null when there is none.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (KeyValuePair<string, string> item in _items)
            {
                if (string.Equals(item.Key, name, StringComparison.OrdinalIgnoreCase))
                {
                    return item.Value;
                }
            }

            return null;
        }
    }

    public void Add(string name, string value) => _items.Add(new KeyValuePair<string, string>(name, value));

    /// <summary>Every value of that name joined by commas, as signatures want them; null when there is none.</summary>
    public string? Joined(string name)
    {
        string? joined = null;
        foreach (KeyValuePair<string, string> item in _items)
        {
            if (string.Equals(item.Key, name, StringComparison.OrdinalIgnoreCase))
            {
                joined = joined is null ? item.Value : joined + "," + item.Value;
            }
        }

        return joined;
    }

    public List<KeyValuePair<string, string>>.Enumerator GetEnumerator() => _items.GetEnumerator();

    IEnumerator<KeyValuePair<string, string>> IEnumerable<KeyValuePair<string, string>>.GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();
}

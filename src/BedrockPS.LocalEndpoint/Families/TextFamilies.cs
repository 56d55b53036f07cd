using System;
using System.Collections.Generic;

namespace BedrockPS.Local.Families;

/// <summary>The text families, by the catalogue's name for them.</summary>
internal static class TextFamilies
{
    private static readonly Dictionary<string, TextFamily> s_byName = Index(new ClaudeMessages());

    public static TextFamily? Find(string name) => s_byName.TryGetValue(name, out TextFamily? family) ? family : null;

    private static Dictionary<string, TextFamily> Index(params TextFamily[] families)
    {
        Dictionary<string, TextFamily> byName = new(StringComparer.Ordinal);
        foreach (TextFamily family in families)
        {
            byName.Add(family.Name, family);
        }

        return byName;
    }
}

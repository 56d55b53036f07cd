using System;
using System.Collections.Generic;
using System.Globalization;

namespace BedrockPS.Local.Serving;

/// <summary>Typed looks into the plain values of a request; null where a member is absent or of another kind.</summary>
internal static class Plain
{
    public static object? Get(this Dictionary<string, object?> values, string name) =>
        values.TryGetValue(name, out object? value) ? value : null;

    public static string? Text(this Dictionary<string, object?> values, string name) => values.Get(name) as string;

    public static Dictionary<string, object?>? Map(this Dictionary<string, object?> values, string name) =>
        values.Get(name) as Dictionary<string, object?>;

    public static List<object?> List(this Dictionary<string, object?> values, string name) => values.Get(name) as List<object?> ?? [];

    /// <summary>The items that are structures.</summary>
    public static IEnumerable<Dictionary<string, object?>> Maps(this Dictionary<string, object?> values, string name)
    {
        foreach (object? item in values.List(name))
        {
            if (item is Dictionary<string, object?> map)
            {
                yield return map;
            }
        }
    }

    public static IEnumerable<string> Texts(this Dictionary<string, object?> values, string name)
    {
        foreach (object? item in values.List(name))
        {
            if (item is string text)
            {
                yield return text;
            }
        }
    }

    public static int? Number(this Dictionary<string, object?> values, string name) => values.Get(name) switch
    {
        null or string or bool => null,
        IConvertible number => (int)Math.Min(int.MaxValue, Convert.ToDouble(number, CultureInfo.InvariantCulture)),
        _ => null,
    };

    public static bool Flag(this Dictionary<string, object?> values, string name) => values.Get(name) is true;
}

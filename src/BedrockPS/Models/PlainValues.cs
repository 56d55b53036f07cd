using System;
using System.Collections.Generic;
using System.Linq;

namespace BedrockPS.Models;

/// <summary>Reads members of an operation's answer.</summary>
internal static class PlainValues
{
    public static string Text(this IReadOnlyDictionary<string, object?> map, string name) =>
        map.TryGetValue(name, out object? value) ? value as string ?? "" : "";

    public static bool Flag(this IReadOnlyDictionary<string, object?> map, string name) =>
        map.TryGetValue(name, out object? value) && value is true;

    public static DateTimeOffset? Time(this IReadOnlyDictionary<string, object?> map, string name) =>
        map.TryGetValue(name, out object? value) ? value as DateTimeOffset? : null;

    public static IReadOnlyDictionary<string, object?> Map(this IReadOnlyDictionary<string, object?> map, string name) =>
        map.TryGetValue(name, out object? value) && value is IReadOnlyDictionary<string, object?> inner
            ? inner
            : new Dictionary<string, object?>();

    public static IEnumerable<IReadOnlyDictionary<string, object?>> Maps(
        this IReadOnlyDictionary<string, object?> map, string name) =>
        Items(map, name).OfType<IReadOnlyDictionary<string, object?>>();

    public static string[] Texts(this IReadOnlyDictionary<string, object?> map, string name) =>
        Items(map, name).OfType<string>().ToArray();

    private static IEnumerable<object?> Items(IReadOnlyDictionary<string, object?> map, string name) =>
        map.TryGetValue(name, out object? value) && value is IEnumerable<object?> list ? list : [];
}

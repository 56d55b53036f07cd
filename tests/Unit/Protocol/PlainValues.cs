using System.Collections.Generic;
using System.Linq;
using BedrockPS.Protocol;

namespace BedrockPS.Unit.Protocol;

/// <summary>Compares nested plain values by their JSON, member order aside.</summary>
internal static class PlainValues
{
    public static string Show(object? value) => JsonText.Of(Sorted(value));

    private static object? Sorted(object? value) => value switch
    {
        Dictionary<string, object?> map => map
            .OrderBy(static entry => entry.Key, System.StringComparer.Ordinal)
            .ToDictionary(static entry => entry.Key, static entry => Sorted(entry.Value)),
        List<object?> items => items.Select(Sorted).ToList(),
        _ => value,
    };
}

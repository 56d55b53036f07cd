using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace BedrockPS.PesterRunner.Assertions;

/// <summary>Equality as 'Should -Be' sees it: -eq with the expected value on the left, arrays element by element.</summary>
internal static class Equality
{
    public static bool Same(object? expected, IReadOnlyList<object?> actual, bool ignoreCase)
    {
        if (AsList(expected) is IReadOnlyList<object?> list)
        {
            return Same(list, actual, ignoreCase);
        }

        return actual.Count switch
        {
            0 => expected is null,
            1 => AsList(actual[0]) is IReadOnlyList<object?> inner
                ? inner.Count == 1 && Same(expected, inner, ignoreCase)
                : SameScalar(expected, actual[0], ignoreCase),
            _ => false,
        };
    }

    public static bool SameScalar(object? left, object? right, bool ignoreCase)
    {
        object? first = Bare(left);
        object? second = Bare(right);
        if (first is null || second is null)
        {
            return first is null && second is null;
        }

        return LanguagePrimitives.Equals(first, second, ignoreCase);
    }

    /// <summary>Arrays and lists; null for everything else, strings and dictionaries among it.</summary>
    public static IReadOnlyList<object?>? AsList(object? value) => Bare(value) switch
    {
        string or IDictionary => null,
        IList list => [.. list.Cast<object?>()],
        _ => null,
    };

    public static object? Bare(object? value) =>
        value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;

    private static bool Same(IReadOnlyList<object?> expected, IReadOnlyList<object?> actual, bool ignoreCase)
    {
        if (expected.Count != actual.Count)
        {
            return false;
        }

        return expected.Zip(actual).All(pair =>
            AsList(pair.First) is IReadOnlyList<object?> inner
                ? AsList(pair.Second) is IReadOnlyList<object?> other && Same(inner, other, ignoreCase)
                : AsList(pair.Second) is null && SameScalar(pair.First, pair.Second, ignoreCase));
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace BedrockPS.PesterRunner.Assertions;

/// <summary>Values as a failure message shows them.</summary>
internal static class ValueText
{
    private const int MostLetters = 400;

    public static string Of(object? value)
    {
        string text = Equality.AsList(value) is IReadOnlyList<object?> list
            ? $"@({string.Join(", ", list.Select(Of))})"
            : Equality.Bare(value) switch
            {
                null => "$null",
                string words => $"'{words}'",
                bool truth => truth ? "$true" : "$false",
                ScriptBlock block => $"{{{block}}}",
                IFormattable number => $"{number.ToString(null, CultureInfo.InvariantCulture)} [{number.GetType().Name}]",
                object other => $"{PSObject.AsPSObject(other)} [{other.GetType().Name}]",
            };
        return text.Length <= MostLetters ? text : text[..MostLetters] + "...";
    }

    /// <summary>What came through the pipeline: nothing, one thing or several.</summary>
    public static string OfActual(IReadOnlyList<object?> actual) => actual.Count == 1 ? Of(actual[0]) : Of(actual.ToArray());
}

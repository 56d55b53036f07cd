using System;
using System.Management.Automation;

namespace BedrockPS.Api;

/// <summary>Objects of the module's: as a command wrote them, or come back from a file, a job or Select-Object.</summary>
internal static class OwnObject
{
    private const string Prefix = "BedrockPS.";
    private const string Deserialized = "Deserialized.";
    private const string Selected = "Selected.";

    public static bool Is(object? value) => value is not null && KindOf(PSObject.AsPSObject(value)) is not null;

    /// <summary>What it is: Guardrail for BedrockPS.Guardrail; null for an object of somebody else's.</summary>
    public static string? KindOf(PSObject value)
    {
        foreach (string name in value.TypeNames)
        {
            int start = 0;
            while (StartsAt(name, Deserialized, start) || StartsAt(name, Selected, start))
            {
                start = name.IndexOf('.', start) + 1;
            }

            if (StartsAt(name, Prefix, start))
            {
                return name.Substring(start + Prefix.Length);
            }
        }

        return null;
    }

    private static bool StartsAt(string name, string word, int start) => string.CompareOrdinal(name, start, word, 0, word.Length) == 0;
}

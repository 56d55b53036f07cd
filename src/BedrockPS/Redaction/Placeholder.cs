using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace BedrockPS.Redaction;

/// <summary>
/// What stands for a secret on the wire: [REDACTED_KIND_n]. Letters and brackets survive code, URLs and JSON without being escaped,
/// and the closing bracket tells where it ends.
/// </summary>
internal static class Placeholder
{
    public const string Start = "[REDACTED_";

    private static readonly Regex s_any = new(@"\[REDACTED_[A-Z_]+_[0-9]+\]", RegexOptions.CultureInvariant, SecretPattern.KnownLimit);

    public static string Of(string kind, int number) =>
        string.Concat(Start, kind, "_", number.ToString(System.Globalization.CultureInfo.InvariantCulture), "]");

    /// <summary>Adds those a text already has; they are not this request's and must not be mistaken for its own.</summary>
    public static void Collect(string text, HashSet<string> found)
    {
        if (text.IndexOf(Start, StringComparison.Ordinal) < 0)
        {
            return;
        }

        foreach (Match match in s_any.Matches(text))
        {
            found.Add(match.Value);
        }
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Guardrails;

/// <summary>
/// Contextual grounding by the words two texts share: an answer is grounded by the part of its words that its sources have, and
/// relevant by the part of the question's words it has.
/// </summary>
internal static class GroundingCheck
{
    private static readonly char[] s_between = [' ', '\n', '\r', '\t', '.', ',', ';', ':', '?', '!', '"', '(', ')'];

    /// <param name="config">The guardrail's configuration.</param>
    /// <param name="content">The blocks of a request, each text with its qualifiers.</param>
    /// <returns>The policy's part of an assessment; null where there is nothing to compare.</returns>
    public static Dictionary<string, object?>? Assess(Dictionary<string, object?> config, IReadOnlyList<Dictionary<string, object?>> content)
    {
        HashSet<string> sources = Words(content, "grounding_source"), query = Words(content, "query"), answer = Words(content, "guard_content");
        List<object?> filters = [];
        foreach (Dictionary<string, object?> filter in config.Map("contextualGroundingPolicyConfig")?.Maps("filtersConfig") ?? [])
        {
            bool isGrounding = filter.Text("type") == "GROUNDING";
            if (answer.Count == 0 || (isGrounding ? sources : query).Count == 0)
            {
                continue;
            }

            double score = isGrounding ? Share(answer, sources) : Share(query, answer);
            double threshold = Convert.ToDouble(filter.Get("threshold"), System.Globalization.CultureInfo.InvariantCulture);
            bool isLow = score < threshold;
            filters.Add(new Dictionary<string, object?>
            {
                ["type"] = filter.Text("type"),
                ["threshold"] = threshold,
                ["score"] = score,
                ["action"] = isLow && filter.Text("action") != "NONE" ? "BLOCKED" : "NONE",
                ["detected"] = isLow,
            });
        }

        return filters.Count == 0 ? null : new() { ["filters"] = filters };
    }

    /// <summary>Whether a block is only there to be compared with.</summary>
    public static bool IsReference(Dictionary<string, object?> block)
    {
        List<string> qualifiers = [.. block.Map("text")?.Texts("qualifiers") ?? []];
        return qualifiers.Count > 0 && !qualifiers.Contains("guard_content");
    }

    private static HashSet<string> Words(IReadOnlyList<Dictionary<string, object?>> content, string qualifier) => new(
        content.Select(static block => block.Map("text") ?? [])
            .Where(text => text.Texts("qualifiers").Contains(qualifier))
            .SelectMany(static text => (text.Text("text") ?? "").Split(s_between, StringSplitOptions.RemoveEmptyEntries)),
        StringComparer.OrdinalIgnoreCase);

    private static double Share(HashSet<string> words, HashSet<string> among) => Math.Round((double)words.Count(among.Contains) / words.Count, 2);
}

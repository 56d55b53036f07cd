using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Guardrails;

/// <summary>Checks without a guardrail: the same telling words and patterns, as scores.</summary>
internal static class GuardrailChecks
{
    private const double Found = 0.95;

    private static readonly Dictionary<string, string> s_attacks = new(StringComparer.Ordinal)
    {
        ["JAILBREAK"] = "pretend you have no rules",
        ["PROMPT_INJECTION"] = "ignore previous instructions",
        ["PROMPT_LEAKAGE"] = "system prompt",
    };

    public static Answer Check(OperationCall call)
    {
        Dictionary<string, object?> checks = call.Input.Map("checks")!;
        (string Text, int Message, int Content)[] texts =
        [
            .. call.Input.Maps("messages").SelectMany(static (message, index) =>
                message.Maps("content").Select((content, place) => (content.Text("text") ?? "", index, place))),
        ];
        Dictionary<string, object?> results = [], usage = [];
        AddScores("contentFilter", GuardrailRules.TellingWords);
        AddScores("promptAttack", s_attacks);
        if (checks.Map("sensitiveInformation") is Dictionary<string, object?> sensitive)
        {
            results["sensitiveInformation"] = new Dictionary<string, object?>
            {
                ["results"] = texts.SelectMany(text => sensitive.Maps("entities").SelectMany(entity => Find(entity.Text("type")!, text))).ToList(),
                ["truncated"] = false,
            };
            Charge("sensitiveInformation");
        }

        return results.Count > 0
            ? Answer.Of(new() { ["results"] = results, ["usage"] = usage })
            : throw ServiceFault.Validation("checks: at least one check is required");

        void AddScores(string check, IReadOnlyDictionary<string, string> words)
        {
            if (checks.Map(check) is not Dictionary<string, object?> wanted)
            {
                return;
            }

            results[check] = new Dictionary<string, object?>
            {
                ["results"] = wanted.Maps("categories").Select(item => item.Text("category")!).Select(category => (object?)new Dictionary<string, object?>
                {
                    ["category"] = category,
                    ["severityScore"] = words.TryGetValue(category, out string? word) && texts.Any(text => GuardrailRules.Contains(text.Text, word)) ? Found : 0,
                }).ToList(),
            };
            Charge(check);
        }

        void Charge(string check) => usage[check] = new Dictionary<string, object?> { ["textUnits"] = GuardrailUsage.Units(texts.Sum(static text => text.Text.Length)) };
    }

    private static IEnumerable<object?> Find(string type, (string Text, int Message, int Content) text) =>
        GuardrailRules.Entities.TryGetValue(type, out string? pattern)
            ? Regex.Matches(text.Text, pattern, RegexOptions.None, GuardrailRules.Patience).Cast<Match>().Select(match => (object?)new Dictionary<string, object?>
            {
                ["type"] = type,
                ["confidenceScore"] = Found,
                ["beginOffset"] = match.Index,
                ["endOffset"] = match.Index + match.Length,
                ["messageIndex"] = text.Message,
                ["contentIndex"] = text.Content,
            })
            : [];
}

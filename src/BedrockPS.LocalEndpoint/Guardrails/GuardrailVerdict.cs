using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Guardrails;

/// <summary>What a guardrail makes of one text.</summary>
internal sealed class GuardrailVerdict
{
    /// <param name="text">The text with what is to be hidden hidden.</param>
    /// <param name="findings">What was found.</param>
    /// <param name="looked">Characters that were looked at.</param>
    public GuardrailVerdict(string text, IReadOnlyList<GuardrailFinding> findings, int looked)
    {
        Text = text;
        Checked = looked;
        Findings = findings;
    }

    /// <summary>The text with what is to be hidden hidden.</summary>
    public string Text { get; }

    public IReadOnlyList<GuardrailFinding> Findings { get; }

    /// <summary>Characters that were looked at.</summary>
    public int Checked { get; }

    public bool Blocks => Findings.Any(static finding => finding.Action == "BLOCK");

    public bool Intervenes => Findings.Any(static finding => finding.Action != "NONE");

    /// <summary>The findings as the service's assessment.</summary>
    /// <param name="full">The guardrail's configuration, to tell also of the topics and filters that found nothing; null for findings alone.</param>
    public Dictionary<string, object?> ToAssessment(Dictionary<string, object?>? full = null)
    {
        Dictionary<string, object?> assessment = [];
        Add(assessment, "topicPolicy", "topics", static f => new() { ["name"] = f.Name, ["type"] = "DENY" });
        Add(assessment, "contentPolicy", "filters", static f => new()
        {
            ["type"] = f.Name, ["confidence"] = "HIGH", ["filterStrength"] = "HIGH",
        });
        Add(assessment, "wordPolicy", "customWords", static f => new() { ["match"] = f.Match });
        Add(assessment, "wordPolicy", "managedWordLists", static f => new() { ["match"] = f.Match, ["type"] = f.Name });
        Add(assessment, "sensitiveInformationPolicy", "piiEntities", static f => new() { ["match"] = f.Match, ["type"] = f.Name });
        Add(assessment, "sensitiveInformationPolicy", "regexes", static f => new()
        {
            ["match"] = f.Match, ["name"] = f.Name, ["regex"] = f.Pattern,
        });
        Complete(assessment, "wordPolicy", "customWords", "managedWordLists");
        Complete(assessment, "sensitiveInformationPolicy", "piiEntities", "regexes");
        AddSilent(assessment, full?.Map("topicPolicyConfig")?.Maps("topicsConfig"), "topicPolicy", "topics", "name", static name => new()
        {
            ["name"] = name, ["type"] = "DENY",
        });
        AddSilent(assessment, full?.Map("contentPolicyConfig")?.Maps("filtersConfig"), "contentPolicy", "filters", "type", static type => new()
        {
            ["type"] = type, ["confidence"] = "NONE", ["filterStrength"] = "HIGH",
        });
        return assessment;
    }

    private void Add(
        Dictionary<string, object?> assessment,
        string policy,
        string list,
        System.Func<GuardrailFinding, Dictionary<string, object?>> describe)
    {
        List<object?> items = [];
        foreach (GuardrailFinding finding in Findings.Where(finding => finding.Policy == list))
        {
            Dictionary<string, object?> item = describe(finding);
            item["action"] = finding.Action switch { "BLOCK" => "BLOCKED", "ANONYMIZE" => "ANONYMIZED", _ => "NONE" };
            item["detected"] = true;
            items.Add(item);
        }

        if (items.Count > 0)
        {
            Dictionary<string, object?> members = assessment.TryGetValue(policy, out object? known)
                ? (Dictionary<string, object?>)known!
                : [];
            members[list] = items;
            assessment[policy] = members;
        }
    }

    /// <summary>Those of a policy's items that have no finding.</summary>
    private void AddSilent(
        Dictionary<string, object?> assessment,
        IEnumerable<Dictionary<string, object?>>? items,
        string policy,
        string list,
        string nameKey,
        System.Func<string, Dictionary<string, object?>> describe)
    {
        foreach (Dictionary<string, object?> item in items ?? [])
        {
            string name = item.Text(nameKey) ?? "";
            if (Findings.Any(finding => finding.Policy == list && finding.Name == name))
            {
                continue;
            }

            Dictionary<string, object?> silent = describe(name);
            silent["action"] = "NONE";
            silent["detected"] = false;
            Dictionary<string, object?> members = assessment.Map(policy) ?? new() { [list] = new List<object?>() };
            assessment[policy] = members;
            members.List(list).Add(silent);
        }
    }

    /// <summary>A policy with two lists has both, once it has one.</summary>
    private static void Complete(Dictionary<string, object?> assessment, string policy, string first, string second)
    {
        if (assessment.TryGetValue(policy, out object? members) && members is Dictionary<string, object?> lists)
        {
            foreach (string list in new[] { first, second })
            {
                if (!lists.ContainsKey(list))
                {
                    lists[list] = new List<object?>();
                }
            }
        }
    }
}

using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Guardrails;

/// <summary>
/// Looks through a text as a guardrail's configuration says. Words, expressions and the common kinds of personal data are found
/// for real; topics by the words of their names and examples; content filters by one telling word each.
/// </summary>
internal sealed class GuardrailRules
{
    /// <summary>How long a pattern may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    /// <summary>The word that gives each kind of harmful content away.</summary>
    public static readonly IReadOnlyDictionary<string, string> TellingWords = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["HATE"] = "hate",
        ["VIOLENCE"] = "kill",
        ["INSULTS"] = "idiot",
        ["SEXUAL"] = "explicit",
        ["MISCONDUCT"] = "burglary",
        ["PROMPT_ATTACK"] = "ignore previous instructions",
    };

    /// <summary>Patterns of the kinds of personal data that are found for real.</summary>
    public static readonly IReadOnlyDictionary<string, string> Entities = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["EMAIL"] = @"[\w.+-]+@[\w-]+(\.[\w-]+)+",
        ["PHONE"] = @"(?<!\w)\+?\d{1,3}?[ .-]?\(?\d{3}\)?[ .-]\d{3}[ .-]?\d{4}(?!\w)",
        ["IP_ADDRESS"] = @"\b\d{1,3}(\.\d{1,3}){3}\b",
        ["URL"] = @"https?://[^\s""]+",
        ["US_SOCIAL_SECURITY_NUMBER"] = @"\b\d{3}-\d{2}-\d{4}\b",
        ["CREDIT_DEBIT_CARD_NUMBER"] = @"\b(\d{4}[ -]?){3}\d{4}\b",
        ["AWS_ACCESS_KEY"] = @"\b(AKIA|ASIA)[A-Z0-9]{16}\b",
        ["MAC_ADDRESS"] = @"\b([0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}\b",
    };

    private readonly Dictionary<string, object?> _config;

    /// <param name="config">The members CreateGuardrail was given.</param>
    public GuardrailRules(Dictionary<string, object?> config) => _config = config;

    /// <param name="text">What is said.</param>
    /// <param name="isInput">By the user, not by the model.</param>
    public GuardrailVerdict Check(string text, bool isInput)
    {
        List<GuardrailFinding> findings = [];
        CheckTopics(text, isInput, findings);
        CheckFilters(text, isInput, findings);
        CheckWords(text, isInput, findings);
        string masked = CheckSensitive(text, isInput, findings);
        return new GuardrailVerdict(masked, findings, text.Length);
    }

    private void CheckTopics(string text, bool isInput, List<GuardrailFinding> findings)
    {
        foreach (Dictionary<string, object?> topic in _config.Map("topicPolicyConfig")?.Maps("topicsConfig") ?? [])
        {
            string name = topic.Text("name") ?? "";
            bool speaksOf = Array.TrueForAll(name.Split(' ', '-', '_'), word => Contains(text, word));
            foreach (string example in topic.Texts("examples"))
            {
                speaksOf |= text.IndexOf(example, StringComparison.OrdinalIgnoreCase) >= 0;
            }

            if (speaksOf)
            {
                Add(findings, "topics", name, name, topic, isInput, "BLOCK");
            }
        }
    }

    private void CheckFilters(string text, bool isInput, List<GuardrailFinding> findings)
    {
        foreach (Dictionary<string, object?> filter in _config.Map("contentPolicyConfig")?.Maps("filtersConfig") ?? [])
        {
            string type = filter.Text("type") ?? "";
            bool isOn = filter.Text(isInput ? "inputStrength" : "outputStrength") != "NONE";
            if (isOn && TellingWords.TryGetValue(type, out string? word) && Contains(text, word))
            {
                Add(findings, "filters", type, word, filter, isInput, "BLOCK");
            }
        }
    }

    private void CheckWords(string text, bool isInput, List<GuardrailFinding> findings)
    {
        Dictionary<string, object?> policy = _config.Map("wordPolicyConfig") ?? [];
        foreach (Dictionary<string, object?> word in policy.Maps("wordsConfig"))
        {
            string wanted = word.Text("text") ?? "";
            if (Contains(text, wanted))
            {
                Add(findings, "customWords", wanted, wanted, word, isInput, "BLOCK");
            }
        }

        foreach (Dictionary<string, object?> list in policy.Maps("managedWordListsConfig"))
        {
            if (Contains(text, "damn"))
            {
                Add(findings, "managedWordLists", list.Text("type") ?? "", "damn", list, isInput, "BLOCK");
            }
        }
    }

    private string CheckSensitive(string text, bool isInput, List<GuardrailFinding> findings)
    {
        Dictionary<string, object?> policy = _config.Map("sensitiveInformationPolicyConfig") ?? [];
        string masked = text;
        foreach (Dictionary<string, object?> entity in policy.Maps("piiEntitiesConfig"))
        {
            string type = entity.Text("type") ?? "";
            if (Entities.TryGetValue(type, out string? pattern))
            {
                masked = Mask(masked, pattern, "piiEntities", type, entity, isInput, findings);
            }
        }

        foreach (Dictionary<string, object?> regex in policy.Maps("regexesConfig"))
        {
            masked = Mask(masked, regex.Text("pattern") ?? "", "regexes", regex.Text("name") ?? "", regex, isInput, findings);
        }

        return masked;
    }

    private static string Mask(
        string text,
        string pattern,
        string policy,
        string name,
        Dictionary<string, object?> config,
        bool isInput,
        List<GuardrailFinding> findings)
    {
        string action = ActionOf(config, isInput, config.Text("action") ?? "BLOCK");
        try
        {
            return Regex.Replace(
                text,
                pattern,
                match =>
                {
                    findings.Add(new GuardrailFinding(policy, name, match.Value, action) { Pattern = pattern });
                    return action == "ANONYMIZE" ? "{" + name + "}" : match.Value;
                },
                RegexOptions.None,
                Patience);
        }
        catch (Exception e) when (e is ArgumentException or RegexMatchTimeoutException)
        {
            throw ServiceFault.Validation($"The guardrail's regular expression '{name}' cannot be used.");
        }
    }

    private static void Add(
        List<GuardrailFinding> findings,
        string policy,
        string name,
        string match,
        Dictionary<string, object?> config,
        bool isInput,
        string action)
    {
        if (config.Get(isInput ? "inputEnabled" : "outputEnabled") is not false)
        {
            findings.Add(new GuardrailFinding(policy, name, match, ActionOf(config, isInput, action)));
        }
    }

    private static string ActionOf(Dictionary<string, object?> config, bool isInput, string fallback) =>
        config.Text(isInput ? "inputAction" : "outputAction") ?? fallback;

    /// <summary>Whether a text has a word or phrase, not merely its letters inside another word.</summary>
    public static bool Contains(string text, string phrase)
    {
        int at = -1;
        while (phrase.Length > 0 && (at = text.IndexOf(phrase, at + 1, StringComparison.OrdinalIgnoreCase)) >= 0)
        {
            int end = at + phrase.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                return true;
            }
        }

        return false;
    }
}

using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Api;

namespace BedrockPS.Cmdlets;

/// <summary>
/// The short way to say what a guardrail guards against, and what it makes of the policies of a request. A hashtable changes what it
/// names and leaves the rest of its policy; a list takes the place of the list that was there.
/// </summary>
internal sealed class GuardrailParts
{
    private const string DeniedTopic = "DeniedTopic";

    private readonly IDictionary<string, object> _given;

    /// <param name="given">
    /// Parameters by their names: ContentFilter and PiiEntity (type and strength or action, or the members; null takes it out), DeniedTopic,
    /// BlockedWord, BlockProfanity, GroundingThreshold and RelevanceThreshold. Others mean nothing here.
    /// </param>
    public GuardrailParts(IDictionary<string, object> given) => _given = given;

    /// <summary>Puts them into the members of CreateGuardrail or UpdateGuardrail.</summary>
    /// <exception cref="BedrockException">ValueUnsupported, ParameterInvalid.</exception>
    public void AddTo(Dictionary<string, object?> members)
    {
        if (Given("ContentFilter") is IDictionary filters)
        {
            Merge(members, "contentPolicyConfig", "filtersConfig", Entries(filters, "ContentFilter", Filter));
        }

        if (Given(DeniedTopic) is object[] topics)
        {
            Replace(members, "topicPolicyConfig", "topicsConfig", Topics(topics));
        }

        if (Given("BlockedWord") is string[] words)
        {
            Replace(members, "wordPolicyConfig", "wordsConfig", [.. words.Select(static word => Map("text", word))]);
        }

        if (Given("BlockProfanity") is SwitchParameter profanity)
        {
            Replace(members, "wordPolicyConfig", "managedWordListsConfig", profanity ? [Map("type", "PROFANITY")] : []);
        }

        if (Given("PiiEntity") is IDictionary entities)
        {
            Merge(members, "sensitiveInformationPolicyConfig", "piiEntitiesConfig", Entries(entities, "PiiEntity", static (_, action) => Map("action", action)));
        }

        AddThreshold(members, "GROUNDING", Given("GroundingThreshold"));
        AddThreshold(members, "RELEVANCE", Given("RelevanceThreshold"));
    }

    private object? Given(string parameter) => _given.TryGetValue(parameter, out object? value) ? value : null;

    private static void AddThreshold(Dictionary<string, object?> members, string type, object? threshold)
    {
        if (threshold is double given)
        {
            Merge(members, "contextualGroundingPolicyConfig", "filtersConfig", new() { [type] = new() { ["threshold"] = given } });
        }
    }

    /// <summary>A prompt attack is something only users do: the service takes no strength for answers.</summary>
    private static Dictionary<string, object?> Filter(string type, string strength) => new()
    {
        ["inputStrength"] = strength,
        ["outputStrength"] = type == "PROMPT_ATTACK" ? "NONE" : strength,
    };

    private static List<Dictionary<string, object?>> Topics(object[] topics) =>
        [.. topics.Select(static topic => new Dictionary<string, object?>(PlainValue.ToMap(topic, "-" + DeniedTopic), StringComparer.OrdinalIgnoreCase))
            .Select(static topic =>
            {
                if (topic.TryGetValue("example", out object? example))
                {
                    topic.Remove("example");
                    topic["examples"] = example as List<object?> ?? [example];
                }

                topic["type"] = topic.TryGetValue("type", out object? type) ? type : "DENY";
                return topic;
            })];

    /// <summary>Each entry of a hashtable as the members beside the type; null where the entry is to go.</summary>
    private static Dictionary<string, Dictionary<string, object?>?> Entries(
        IDictionary given, string parameter, Func<string, string, Dictionary<string, object?>> members)
    {
        Dictionary<string, Dictionary<string, object?>?> entries = new(StringComparer.Ordinal);
        foreach (KeyValuePair<string, object?> entry in PlainValue.ToMap(given, "-" + parameter))
        {
            string type = entry.Key.ToUpperInvariant();
            entries[type] = entry.Value switch
            {
                null => null,
                string word => members(type, word.ToUpperInvariant()),
                Dictionary<string, object?> map => map,
                _ => throw new BedrockException("ParameterInvalid", $"-{parameter}: {entry.Key} takes a word, a hashtable of members, or $null to take it out."),
            };
        }

        return entries;
    }

    private static void Merge(
        Dictionary<string, object?> members, string policy, string list, Dictionary<string, Dictionary<string, object?>?> entries)
    {
        List<Dictionary<string, object?>> items = [.. Items(members, policy, list)];
        foreach (KeyValuePair<string, Dictionary<string, object?>?> entry in entries)
        {
            int index = items.FindIndex(item => string.Equals(item.TryGetValue("type", out object? type) ? type as string : null, entry.Key, StringComparison.OrdinalIgnoreCase));
            if (entry.Value is null)
            {
                if (index >= 0)
                {
                    items.RemoveAt(index);
                }

                continue;
            }

            // What the filter has beside its strength, such as its modalities, stays.
            Dictionary<string, object?> item = index >= 0 ? new(items[index], StringComparer.OrdinalIgnoreCase) : new(StringComparer.OrdinalIgnoreCase) { ["type"] = entry.Key };
            foreach (KeyValuePair<string, object?> change in entry.Value)
            {
                item[change.Key] = change.Value;
            }

            if (index >= 0)
            {
                items[index] = item;
            }
            else
            {
                items.Add(item);
            }
        }

        Replace(members, policy, list, items);
    }

    private static IEnumerable<Dictionary<string, object?>> Items(Dictionary<string, object?> members, string policy, string list) =>
        members.TryGetValue(policy, out object? value) && value is Dictionary<string, object?> given
        && new Dictionary<string, object?>(given, StringComparer.OrdinalIgnoreCase).TryGetValue(list, out object? items)
            ? (items as List<object?> ?? [items]).OfType<Dictionary<string, object?>>()
            : [];

    /// <summary>Sets a policy's list. A policy with a tier at most is none, and is left out of the request.</summary>
    private static void Replace(Dictionary<string, object?> members, string policy, string list, List<Dictionary<string, object?>> items)
    {
        Dictionary<string, object?> changed = new(StringComparer.OrdinalIgnoreCase);
        if (members.TryGetValue(policy, out object? value) && value is Dictionary<string, object?> given)
        {
            foreach (KeyValuePair<string, object?> member in given)
            {
                changed[member.Key] = member.Value;
            }
        }

        changed.Remove(list);
        if (items.Count > 0)
        {
            changed[list] = items.ConvertAll(static item => (object?)item);
        }

        members[policy] = changed;
        if (changed.Keys.All(static member => member.Equals("tierConfig", StringComparison.OrdinalIgnoreCase)))
        {
            members.Remove(policy);
        }
    }

    private static Dictionary<string, object?> Map(string name, object? value) => new() { [name] = value };
}

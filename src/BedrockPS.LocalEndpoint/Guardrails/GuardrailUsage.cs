using System;
using System.Collections.Generic;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Guardrails;

/// <summary>What looking through a text costs.</summary>
internal static class GuardrailUsage
{
    /// <summary>A text unit is a thousand characters begun.</summary>
    public static long Units(int characters) => Math.Max(1, (characters + 999) / 1000);

    /// <summary>Units of each policy; only policies there are count.</summary>
    public static Dictionary<string, object?> Of(Dictionary<string, object?> config, int characters)
    {
        long units = Units(characters);
        Dictionary<string, object?>? sensitive = config.Map("sensitiveInformationPolicyConfig");
        return new()
        {
            ["topicPolicyUnits"] = config.Map("topicPolicyConfig") is null ? 0 : units,
            ["contentPolicyUnits"] = config.Map("contentPolicyConfig") is null ? 0 : units,
            ["wordPolicyUnits"] = config.Map("wordPolicyConfig") is null ? 0 : units,
            ["sensitiveInformationPolicyUnits"] = sensitive?.Get("piiEntitiesConfig") is null ? 0 : units,
            ["sensitiveInformationPolicyFreeUnits"] = sensitive?.Get("regexesConfig") is null ? 0 : units,
            ["contextualGroundingPolicyUnits"] = config.Map("contextualGroundingPolicyConfig") is null ? 0 : units,
        };
    }

    /// <summary>Latency, units and how much of a text was looked at, as an assessment has them.</summary>
    public static Dictionary<string, object?> Metrics(Dictionary<string, object?> config, int characters) => new()
    {
        ["guardrailProcessingLatency"] = 1L,
        ["usage"] = Of(config, characters),
        ["guardrailCoverage"] = Coverage(characters),
    };

    public static Dictionary<string, object?> Coverage(int characters) => new()
    {
        ["textCharacters"] = new Dictionary<string, object?> { ["guarded"] = (long)characters, ["total"] = (long)characters },
    };
}

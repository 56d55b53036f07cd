using System.Text.RegularExpressions;

namespace BedrockPS.Cost;

/// <summary>Which tokens of which calls a product of AWS's price list is about.</summary>
internal sealed class PriceListTerms
{
    // Other things than tokens of text, and other ways to be charged than by the call.
    private static readonly Regex s_otherwise = new(
        @"\b(image|video|audio|speech|t2i|i2i|t2v|i2v|second|seconds|minute|hourly|provisioned|reserved|throughput|custom\w*|training|distill\w*|storage|mantle|"
        + @"guardrails?|flows?|agents?|evaluation|search|grounding)\b",
        RegexOptions.CultureInvariant);

    private static readonly Regex s_oneHour = new(@"\b1\s?h(our)?\b", RegexOptions.CultureInvariant);
    private static readonly Regex s_otherTime = new(@"\b\d+\s?(m|min|minutes?|h|hours?)\b", RegexOptions.CultureInvariant);

    private PriceListTerms(string kind, string? tier, string reach, bool isLongContext)
    {
        Kind = kind;
        Tier = tier;
        Reach = reach;
        IsLongContext = isLongContext;
    }

    /// <summary>Input, Output, CacheRead, CacheWrite or CacheWrite1h.</summary>
    public string Kind { get; }

    /// <summary>flex, priority, batch or latency-optimized; null: the default tier.</summary>
    public string? Tier { get; }

    /// <summary>region, geo for the profiles of one geography, or global.</summary>
    public string Reach { get; }

    /// <summary>For calls above some number of input tokens; the list does not say which.</summary>
    public bool IsLongContext { get; }

    /// <summary>Null for a product that is not about text tokens of a call.</summary>
    /// <param name="usageType">Such as USE1-NovaPro-input-tokens-batch or USE1-MP:USE1_InputTokenCount_Global-Units.</param>
    /// <param name="inferenceType">Such as Input tokens priority; empty in the list of third-party models.</param>
    /// <param name="feature">Such as Batch Inference.</param>
    /// <param name="serviceTier">Such as Flex; null where the product does not say it.</param>
    /// <param name="model">The model's name, whose own words say nothing about the terms.</param>
    public static PriceListTerms? Read(string usageType, string? inferenceType, string? feature, string? serviceTier, string? model)
    {
        string usage = Words(WithoutModel(usageType, model));
        string all = $"{usage} {Words(inferenceType ?? "")} {Words(feature ?? "")}";
        string? kind = s_otherwise.IsMatch(all) ? null : KindOf(all);
        if (kind is null)
        {
            return null;
        }

        string? tier = serviceTier is { Length: > 0 } ? PriceRow.TierOf(serviceTier)
            : all.Contains("batch") ? "batch"
            : all.Contains("flex") ? "flex"
            : all.Contains("priority") ? "priority"
            : all.Contains("latency") ? "latency-optimized"
            : null;
        string reach = all.Contains("global") ? "global" : all.Contains("cross region") || Regex.IsMatch(all, @"\bgeo\b") ? "geo" : "region";
        return new PriceListTerms(kind, tier, reach, all.Contains("long") || all.Contains("lctx"));
    }

    private static string? KindOf(string words)
    {
        if (!words.Contains("token"))
        {
            return null;
        }

        if (words.Contains("cache"))
        {
            return words.Contains("read") ? "CacheRead"
                : !words.Contains("write") ? null
                : s_oneHour.IsMatch(words) ? "CacheWrite1h"
                : s_otherTime.IsMatch(words.Replace("5m", "").Replace("5 m", "")) ? null
                : "CacheWrite";
        }

        return words.Contains("output") ? "Output" : words.Contains("input") ? "Input" : null;
    }

    /// <summary>Without the region before it, the model's name within it, and the unit behind it.</summary>
    private static string WithoutModel(string usageType, string? model)
    {
        string text = Regex.Replace(usageType, @"^[A-Z0-9]+-(MP:[A-Z0-9]+_)?", "");
        if (model is not null)
        {
            string name = string.Join("[^A-Za-z0-9]*", System.Array.ConvertAll(Regex.Replace(model, "[^A-Za-z0-9]", "").ToCharArray(), static c => c.ToString()));
            text = Regex.Replace(text, "^" + name, "", RegexOptions.IgnoreCase);
        }

        return text;
    }

    /// <summary>InputTokenCount_Global and input-tokens-global alike as lower-case words.</summary>
    private static string Words(string text)
    {
        string parted = Regex.Replace(text, "(?<=[a-z0-9])(?=[A-Z])|(?<=[a-z])(?=[0-9])", " ");
        return Regex.Replace(parted, "[^A-Za-z0-9]+", " ").Trim().ToLowerInvariant();
    }
}

using System;
using System.Collections.Generic;
using System.Text.Json;
using BedrockPS.Inference;

namespace BedrockPS.Cost;

/// <summary>How long an answer can become, as far as the request says it.</summary>
internal static class OutputLimit
{
    // The names the model families have for it.
    private static readonly HashSet<string> s_names = new(StringComparer.OrdinalIgnoreCase)
    {
        "max_tokens", "maxTokens", "max_new_tokens", "maxTokenCount", "max_gen_len", "max_completion_tokens", "max_tokens_to_sample",
        "max_output_tokens",
    };

    /// <summary>Null when nothing limits it but the model.</summary>
    public static long? Of(InferenceRequest request) =>
        // A field of the model's own may replace what Converse says: the larger one is the bound.
        request.AdditionalFields is { Count: > 0 } fields && InValue(fields) is long own
            ? Math.Max(own, request.MaxTokens ?? 0)
            : request.MaxTokens;

    /// <summary>The error of a request that must say how long its answer can become, and does not.</summary>
    /// <param name="request">The request.</param>
    /// <param name="why">What the limit is needed for.</param>
    public static BedrockException Needed(InferenceRequest request, string why) =>
        ReasoningRules.TakesNoMaxTokens(request)
            ? new BedrockException("MaxTokensNeeded", $"{why} {request.ModelId} takes no -MaxTokens with -Effort high.")
            {
                RecommendedAction = "Give -Effort medium, which takes -MaxTokens, or leave the limit out.",
            }
            : new BedrockException("MaxTokensNeeded", why);

    /// <summary>The limit a body in a model's own format names; null when it names none.</summary>
    public static long? OfBody(byte[] body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return InElement(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static long? InValue(object? value)
    {
        long? most = null;
        switch (value)
        {
            case IReadOnlyDictionary<string, object?> map:
                foreach (KeyValuePair<string, object?> member in map)
                {
                    long? found = s_names.Contains(member.Key) ? Number(member.Value) : InValue(member.Value);
                    most = Larger(most, found);
                }

                break;
            case JsonElement element:
                most = InElement(element);
                break;
        }

        return most;
    }

    private static long? InElement(JsonElement element)
    {
        long? most = null;
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty member in element.EnumerateObject())
            {
                long? found = s_names.Contains(member.Name) && member.Value.ValueKind == JsonValueKind.Number
                    ? (long)member.Value.GetDouble()
                    : InElement(member.Value);
                most = Larger(most, found);
            }
        }

        return most;
    }

    private static long? Number(object? value) => value switch
    {
        int number => number,
        long number => number,
        double number => (long)number,
        decimal number => (long)number,
        JsonElement { ValueKind: JsonValueKind.Number } number => (long)number.GetDouble(),
        _ => null,
    };

    private static long? Larger(long? one, long? other) => one is null ? other : other is null ? one : Math.Max(one.Value, other.Value);
}

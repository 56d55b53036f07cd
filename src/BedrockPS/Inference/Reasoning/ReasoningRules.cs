using System;
using System.Collections.Generic;
using BedrockPS.Inference.Families;

namespace BedrockPS.Inference;

/// <summary>
/// Says how much a model shall think in the words of its family, and takes out of the request what the family refuses beside that.
/// Converse passes the words on as additional fields, and the families' own bodies have the same ones.
/// </summary>
internal static class ReasoningRules
{
    /// <summary>The effort with which Nova 2 takes neither a limit nor a way of choosing words.</summary>
    private const string NovaUnlimited = "high";

    /// <param name="request">Changed: additional fields, effort, and the settings that do not go with thinking.</param>
    /// <param name="warn">Told of each setting that is left out.</param>
    /// <param name="note">Told of what was chosen for the user.</param>
    /// <exception cref="BedrockException">ParameterInvalid: the model has no such setting.</exception>
    public static void Apply(InferenceRequest request, Action<string> warn, Action<string> note)
    {
        if (request.Reasoning is not ReasoningSettings { IsEmpty: false } wish)
        {
            return;
        }

        string id = FoundationModelId.Of(request.ModelId) ?? throw Invalid(
            $"'{request.ModelId}' does not tell which model answers behind it, and each family has words of its own for -Effort and -ThinkingBudget.");
        if (ClaudeModel.Of(id) is ClaudeModel claude)
        {
            ClaudeReasoning.Apply(request, wish, claude, id, warn, note);
        }
        else if (IsNova2(id))
        {
            ApplyNova(request, wish, id, warn);
        }
        else if (id.StartsWith("openai.gpt-oss", StringComparison.Ordinal))
        {
            ApplyGptOss(request, wish, id);
        }
        else if (id.StartsWith("deepseek.r1", StringComparison.Ordinal))
        {
            throw Invalid($"{id} always thinks before it answers and has no setting for it.");
        }
        else
        {
            throw Invalid($"BedrockPS knows no setting for thinking of {id}.");
        }
    }

    /// <summary>The model refuses a limit of tokens beside the effort that was asked for.</summary>
    public static bool TakesNoMaxTokens(InferenceRequest request) =>
        request.Reasoning?.Effort == NovaUnlimited && FoundationModelId.Of(request.ModelId) is string id && IsNova2(id);

    public static BedrockException Invalid(string message, string? action = null) => new("ParameterInvalid", message)
    {
        RecommendedAction = action ?? "Leave -Effort and -ThinkingBudget out; a field of the model's own goes into -AdditionalField.",
    };

    /// <summary>Adds the family's fields; the caller's own additional fields stand over them.</summary>
    public static void AddFields(InferenceRequest request, string name, object value)
    {
        BodyMembers fields = new();
        fields.Set(name, value);
        fields.Merge(request.AdditionalFields);
        request.AdditionalFields = fields.Values;
    }

    /// <summary>Takes out one of the caller's additional fields.</summary>
    /// <returns>Whether it was there.</returns>
    public static bool RemoveField(InferenceRequest request, string name)
    {
        if (request.AdditionalFields is not { } fields || !fields.ContainsKey(name))
        {
            return false;
        }

        Dictionary<string, object?> rest = [];
        foreach (KeyValuePair<string, object?> field in fields)
        {
            if (field.Key != name)
            {
                rest[field.Key] = field.Value;
            }
        }

        request.AdditionalFields = rest;
        return true;
    }

    private static bool IsNova2(string id) => id.StartsWith("amazon.nova-2-", StringComparison.Ordinal);

    /// <summary>Nova 2 knows three efforts.</summary>
    private static void ApplyNova(InferenceRequest request, ReasoningSettings wish, string id, Action<string> warn)
    {
        if (wish.Budget is > 0)
        {
            throw Invalid($"{id} takes no number of tokens to think with.", "Use -Effort low, medium or high instead; -ThinkingBudget 0 turns thinking off.");
        }

        if (wish.Budget == 0)
        {
            if (wish.Effort is not null)
            {
                throw Invalid("-ThinkingBudget 0 turns thinking off; -Effort asks for it.", "Give one of the two.");
            }

            AddFields(request, "reasoningConfig", new Dictionary<string, object?> { ["type"] = "disabled" });
            return;
        }

        AddFields(request, "reasoningConfig", new Dictionary<string, object?> { ["type"] = "enabled", ["maxReasoningEffort"] = wish.Effort });
        if (wish.Effort != NovaUnlimited)
        {
            return;
        }

        List<string> left = [];
        TakeOut(left, "-MaxTokens", request.MaxTokens is not null);
        TakeOut(left, "-Temperature", request.Temperature is not null);
        TakeOut(left, "-TopP", request.TopP is not null);
        request.MaxTokens = null;
        request.Temperature = null;
        request.TopP = null;
        if (BodyMembers.Member(BodyMembers.Member(request.AdditionalFields, "inferenceConfig"), "topK") is not null)
        {
            left.Add("topK");
            RemoveField(request, "inferenceConfig");
        }

        WarnOf(left, "Nova 2 with -Effort high", warn);
    }

    private static void ApplyGptOss(InferenceRequest request, ReasoningSettings wish, string id)
    {
        if (wish.Budget is not null)
        {
            throw Invalid($"{id} always thinks and takes no number of tokens for it.", "Use -Effort low, medium or high instead.");
        }

        AddFields(request, "reasoning_effort", wish.Effort!);
    }

    public static void TakeOut(List<string> left, string parameter, bool isGiven)
    {
        if (isGiven)
        {
            left.Add(parameter);
        }
    }

    public static void WarnOf(List<string> left, string who, Action<string> warn)
    {
        if (left.Count > 0)
        {
            warn($"{who} does not take {string.Join(", ", left)}: left out of the request.");
        }
    }
}

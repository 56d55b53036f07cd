using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace BedrockPS.Inference;

/// <summary>A prompt of Prompt management asked in a model's stead: text, model and settings are its own.</summary>
internal static class ManagedPrompt
{
    private static readonly Regex s_arn = new(
        @"^arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:prompt/[0-9a-zA-Z]{10}(:[0-9]{1,5})?$", RegexOptions.CultureInvariant);

    public static bool IsArn(string modelId) => modelId.IndexOf(":prompt/", StringComparison.Ordinal) >= 0 && s_arn.IsMatch(modelId);

    /// <summary>Finds what the service would refuse: settings beside a prompt's own, variables without a prompt.</summary>
    /// <exception cref="BedrockException">ParameterInvalid.</exception>
    public static void Check(InferenceRequest request)
    {
        if (!request.IsManagedPrompt)
        {
            if (request.PromptVariables is not null)
            {
                throw new BedrockException("ParameterInvalid", $"-PromptVariable belongs to a managed prompt; '{request.ModelId}' is none.")
                {
                    RecommendedAction = "Name the prompt with -PromptArn, or leave -PromptVariable out.",
                };
            }

            return;
        }

        List<string> stray = [];
        Add(stray, "-System", !string.IsNullOrEmpty(request.System));
        Add(stray, "-MaxTokens", request.MaxTokens is not null);
        Add(stray, "-Temperature", request.Temperature is not null);
        Add(stray, "-TopP", request.TopP is not null);
        Add(stray, "-StopSequence", request.StopSequences.Length > 0);
        Add(stray, "-AdditionalField", request.AdditionalFields is { Count: > 0 });
        Add(stray, "-Effort", request.Reasoning?.Effort is not null);
        Add(stray, "-ThinkingBudget", request.Reasoning?.Budget is not null);
        Add(stray, "-Tool", request.Tools is { Specifications.Count: > 0 });
        Add(stray, "-CachePrompt", request.PromptCache is { System: true } or { Tools: true });
        if (stray.Count > 0)
        {
            throw new BedrockException("ParameterInvalid", $"A managed prompt has settings of its own and takes no {string.Join(", ", stray)}.")
            {
                RecommendedAction = "Leave them out, or change them in the prompt and make a new version of it.",
            };
        }
    }

    private static void Add(List<string> stray, string parameter, bool isGiven)
    {
        if (isGiven)
        {
            stray.Add(parameter);
        }
    }
}

using System;
using System.Collections.Generic;

namespace BedrockPS.Inference.Families;

/// <summary>The families' words for why a model stopped, in Converse's.</summary>
internal static class StopReasons
{
    private static readonly Dictionary<string, string> s_words = new(StringComparer.OrdinalIgnoreCase)
    {
        // Chat completions, Llama, Mistral, DeepSeek, Jamba.
        ["stop"] = "end_turn",
        ["eos"] = "end_turn",
        ["length"] = "max_tokens",
        ["model_length"] = "model_context_window_exceeded",
        ["tool_calls"] = "tool_use",
        ["tool_call"] = "tool_use",
        ["function_call"] = "tool_use",
        ["content_filter"] = "content_filtered",
        // Titan.
        ["finish"] = "end_turn",
        ["finished"] = "end_turn",
        ["stop_criteria_met"] = "stop_sequence",
        ["content_filtered"] = "content_filtered",
        // Cohere.
        ["complete"] = "end_turn",
        ["max_tokens"] = "max_tokens",
        ["stop_sequence"] = "stop_sequence",
        ["error_toxic"] = "content_filtered",
        ["error_limit"] = "model_context_window_exceeded",
        ["error"] = "malformed_model_output",
        // Claude, where it differs from Converse.
        ["refusal"] = "content_filtered",
    };

    /// <summary>Converse's word; a word this version does not know is passed on as it is.</summary>
    public static string Translate(string word) => s_words.TryGetValue(word, out string? known) ? known : word;
}

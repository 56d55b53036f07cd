using System;

namespace BedrockPS.Local.Simulation;

/// <summary>A stop reason the prompt dictates: <c>{{stop content_filtered}}</c>.</summary>
internal static class StopScript
{
    private const string Opening = "{{stop ";

    private static readonly string[] s_reasons =
    [
        "end_turn", "max_tokens", "stop_sequence", "content_filtered", "malformed_model_output", "malformed_tool_use",
        "model_context_window_exceeded",
    ];

    public static string? Read(string prompt)
    {
        int start = prompt.IndexOf(Opening, StringComparison.Ordinal);
        int end = start < 0 ? -1 : prompt.IndexOf("}}", start, StringComparison.Ordinal);
        string reason = end < 0 ? "" : prompt.Substring(start + Opening.Length, end - start - Opening.Length).Trim();
        return Array.IndexOf(s_reasons, reason) >= 0 ? reason : null;
    }
}

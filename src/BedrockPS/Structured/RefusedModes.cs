using System;
using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using BedrockPS.Engine;
using BedrockPS.Inference;

namespace BedrockPS.Structured;

/// <summary>
/// Which models refuse which way of asking for JSON. Which take it changes with every launch: the service is asked, its refusal
/// costs nothing, and it is remembered for the process.
/// </summary>
internal static class RefusedModes
{
    private static readonly ConcurrentDictionary<(ConnectionSettings, string, bool, StructuredMode), bool> s_refused = new();

    private static readonly Regex s_format = new(
        "output.?config|text.?format|output.?format|response.?format|structured.?output|json.?schema|schema|grammar|extra inputs",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        TimeSpan.FromMilliseconds(100));

    private static readonly Regex s_tool = new(
        "tool|thinking|reasoning|schema",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        TimeSpan.FromMilliseconds(100));

    public static bool IsKnown(ConnectionSettings settings, InferenceRequest request, StructuredMode mode) =>
        s_refused.ContainsKey(Key(settings, request, mode));

    public static void Remember(ConnectionSettings settings, InferenceRequest request, StructuredMode mode) =>
        s_refused[Key(settings, request, mode)] = true;

    /// <summary>The service refused this way of asking, not the request itself.</summary>
    public static bool IsRefusal(BedrockException exception, StructuredMode mode)
    {
        if (exception.Code != "Validation" || mode == StructuredMode.Prompt)
        {
            return false;
        }

        try
        {
            return (mode == StructuredMode.Format ? s_format : s_tool).IsMatch(exception.Message);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    // A model that thinks cannot be forced to use a tool; the same model can when it does not think.
    private static (ConnectionSettings, string, bool, StructuredMode) Key(
        ConnectionSettings settings, InferenceRequest request, StructuredMode mode) =>
        (settings, request.ModelId, request.Reasoning is not null, mode);
}

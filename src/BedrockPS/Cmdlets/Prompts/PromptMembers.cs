using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace BedrockPS.Cmdlets;

/// <summary>What New-BRPrompt and Set-BRPrompt make of a text that was given by itself.</summary>
internal static class PromptMembers
{
    private const string OnlyVariant = "default";

    private static readonly Regex s_variable = new(@"\{\{\s*([0-9A-Za-z_-]+)\s*\}\}", RegexOptions.CultureInvariant);

    /// <param name="members">Members of the request, the text in its place.</param>
    /// <param name="text">The text; null where none was given by itself.</param>
    /// <param name="isNew">The prompt is being made, so that nothing of it is there yet.</param>
    public static void Complete(Dictionary<string, object?> members, string? text, bool isNew)
    {
        if (text is null)
        {
            return;
        }

        Dictionary<string, object?> variant = (Dictionary<string, object?>)((List<object?>)members["variants"]!)[0]!;
        Dictionary<string, object?> template = (Dictionary<string, object?>)variant["templateConfiguration"]!;
        variant["templateType"] = "TEXT";
        ((Dictionary<string, object?>)template["text"]!)["inputVariables"] = s_variable.Matches(text).Cast<Match>()
            .Select(static match => match.Groups[1].Value)
            .Distinct()
            .Select(static name => (object?)new Dictionary<string, object?> { ["name"] = name })
            .ToList();
        if (isNew)
        {
            if (!variant.ContainsKey("name"))
            {
                variant["name"] = OnlyVariant;
            }

            if (!members.ContainsKey("defaultVariant"))
            {
                members["defaultVariant"] = variant["name"];
            }
        }
    }
}

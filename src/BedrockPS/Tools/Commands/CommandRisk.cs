using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace BedrockPS.Tools.Commands;

/// <summary>Whether running a command may change something, as far as its name and its own word tell.</summary>
internal static class CommandRisk
{
    // Verbs whose commands only look. Absent on purpose: Read (AWS Tools' Read-S3Object writes files), Show and Out (they open
    // windows and files), Format (Format-Volume), Split and Join (they may mean domains), Invoke, Start, Use and their like.
    private static readonly HashSet<string> s_verbs = new(StringComparer.OrdinalIgnoreCase)
    {
        "Get", "Find", "Search", "Test", "Measure", "Compare", "Resolve", "ConvertFrom", "ConvertTo", "Group", "Sort", "Where", "Wait",
    };

    // Select may mean a subscription, too.
    private static readonly HashSet<string> s_names = new(StringComparer.OrdinalIgnoreCase)
    {
        "Select-Object", "Select-String", "Select-Xml", "Join-Path", "Join-String", "Split-Path",
    };

    /// <summary>False where nothing is known.</summary>
    /// <param name="name">The command's name, without its module.</param>
    /// <param name="metadata">What the command declares.</param>
    public static bool IsReadOnly(string name, CommandMetadata metadata)
    {
        if (metadata.SupportsShouldProcess && metadata.ConfirmImpact >= ConfirmImpact.Medium)
        {
            return false;
        }

        int dash = name.IndexOf('-');
        return s_names.Contains(name) || (dash > 0 && s_verbs.Contains(name.Substring(0, dash)));
    }
}

using System;
using System.Globalization;
using System.Text.RegularExpressions;

namespace BedrockPS.Inference.Families;

/// <summary>Which Claude an id names: line and version, from either way Anthropic writes its ids.</summary>
internal sealed class ClaudeModel
{
    // claude-3-7-sonnet-20250219, claude-sonnet-4-5-20250929, claude-opus-5; claude-v2 and claude-instant-v1 came before.
    private static readonly Regex s_old = new(@"^anthropic\.claude-(?<major>\d)(-(?<minor>\d))?-(?<line>[a-z]+)", RegexOptions.CultureInvariant);
    private static readonly Regex s_new = new(@"^anthropic\.claude-(?<line>[a-z]+)-(?<major>\d{1,2})(-(?<minor>\d{1,2})(?!\d))?", RegexOptions.CultureInvariant);

    private ClaudeModel(string line, int major, int minor)
    {
        Line = line;
        Major = major;
        Minor = minor;
    }

    /// <summary>haiku, sonnet, opus …</summary>
    public string Line { get; }

    public int Major { get; }

    public int Minor { get; }

    /// <param name="modelId">Model id without inference-profile prefix; another family's gives null.</param>
    public static ClaudeModel? Of(string modelId)
    {
        if (!modelId.StartsWith("anthropic.claude", StringComparison.Ordinal))
        {
            return null;
        }

        Match match = s_old.Match(modelId);
        match = match.Success ? match : s_new.Match(modelId);
        if (!match.Success)
        {
            // A line without a number, such as a preview, is younger than the numbering; v2 and instant are older.
            bool isOld = modelId.StartsWith("anthropic.claude-v", StringComparison.Ordinal) || modelId.StartsWith("anthropic.claude-instant", StringComparison.Ordinal);
            return new ClaudeModel("", isOld ? 2 : int.MaxValue, 0);
        }

        Group minor = match.Groups["minor"];
        return new ClaudeModel(
            match.Groups["line"].Value,
            int.Parse(match.Groups["major"].Value, CultureInfo.InvariantCulture),
            minor.Success ? int.Parse(minor.Value, CultureInfo.InvariantCulture) : 0);
    }

    public bool IsAtLeast(int major, int minor) => Major > major || (Major == major && Minor >= minor);
}

using System.Collections.Generic;
using System.Text;
using System.Text.RegularExpressions;

namespace BedrockPS.Local.Agents;

/// <summary>Files a prompt dictates: <c>{{file report.csv a,b}}</c> has an agent that can write code make one, with any name.</summary>
internal static class AgentFileScript
{
    private static readonly Regex s_file = new(@"\{\{file (?<name>\S+?)(?:\s(?<text>.*?))?\}\}", RegexOptions.CultureInvariant | RegexOptions.Singleline);

    public static List<object?> Read(string prompt)
    {
        List<object?> files = [];
        foreach (Match match in s_file.Matches(prompt))
        {
            string name = match.Groups["name"].Value;
            files.Add(new Dictionary<string, object?>
            {
                ["name"] = name,
                ["type"] = name.EndsWith(".csv", System.StringComparison.OrdinalIgnoreCase) ? "text/csv" : "text/plain",
                ["bytes"] = Encoding.UTF8.GetBytes(match.Groups["text"].Value),
            });
        }

        return files;
    }
}

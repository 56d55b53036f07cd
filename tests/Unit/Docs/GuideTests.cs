using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace BedrockPS.Unit.Docs;

/// <summary>The pages beside the help name nothing that is not there.</summary>
public sealed partial class GuideTests
{
    public static TheoryData<string> Guides => [.. Directory.GetFiles(StagedHelp.Guides, "*.md").Select(static path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Guides))]
    public void Commands_a_guide_names_exist(string guide)
    {
        string text = File.ReadAllText(Path.Combine(StagedHelp.Guides, guide));
        Assert.All(CommandName().Matches(text), static match => Assert.Contains(match.Value, StagedHelp.Commands.Keys));
    }

    [Theory]
    [InlineData("migrate-from-aws-tools.md")]
    [InlineData("migrate-from-boto3-and-aws-cli.md")]
    [InlineData("migrate-from-pwshBedrock.md")]
    public void Parameters_a_guide_leads_to_exist(string guide)
    {
        HashSet<string> known = [.. StagedHelp.Commands.Values.SelectMany(static help => help.Parameters.Keys), "Verbose"];
        IEnumerable<string> named = File.ReadLines(Path.Combine(StagedHelp.Guides, guide))
            .Where(static line => line.StartsWith('|'))
            .Select(static line => line.TrimEnd('|', ' ').Split('|')[^1])
            .SelectMany(static cell => ParameterName().Matches(cell))
            .Select(static match => match.Groups[1].Value);
        Assert.Empty(named.Except(known));
    }

    [GeneratedRegex(@"\b[A-Z][a-z]+-BR[A-Z]\w+")]
    private static partial Regex CommandName();

    [GeneratedRegex(@"(?<=[ `])-([A-Z]\w+)")]
    private static partial Regex ParameterName();
}

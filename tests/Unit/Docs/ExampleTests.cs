using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using BedrockPS.Unit.Cmdlets;
using Xunit;

namespace BedrockPS.Unit.Docs;

/// <summary>Every example of the help runs in a session whose defaults point at a local endpoint.</summary>
public sealed partial class ExampleTests : EndpointSession
{
    public static IEnumerable<TheoryDataRow<string, int>> OfCommands() =>
        from help in StagedHelp.Commands.Values
        from number in Enumerable.Range(1, help.Examples.Count)
        select new TheoryDataRow<string, int>(help.Name, number);

    public static IEnumerable<TheoryDataRow<string, int>> OfTopics() =>
        from path in Directory.GetFiles(StagedHelp.Pages, "about_*.md")
        from number in Enumerable.Range(1, Blocks(path).Count)
        select new TheoryDataRow<string, int>(Path.GetFileNameWithoutExtension(path), number);

    public static IEnumerable<TheoryDataRow<string, int>> OfGuides() =>
        from path in Directory.GetFiles(StagedHelp.Guides, "*.md")
        from number in Enumerable.Range(1, Blocks(path).Count)
        select new TheoryDataRow<string, int>(Path.GetFileName(path), number);

    [Theory]
    [MemberData(nameof(OfCommands))]
    public void An_example_of_a_page_runs(string command, int number) => AssertRuns(StagedHelp.Commands[command].Examples[number - 1]);

    [Theory]
    [MemberData(nameof(OfTopics))]
    public void An_example_of_a_topic_runs(string topic, int number) =>
        AssertRuns(Blocks(Path.Combine(StagedHelp.Pages, topic + ".md"))[number - 1]);

    [Theory]
    [MemberData(nameof(OfGuides))]
    public void A_block_of_a_guide_runs(string guide, int number) =>
        AssertRuns(Blocks(Path.Combine(StagedHelp.Guides, guide))[number - 1]);

    private void AssertRuns(string code)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("bedrockps-test-");
        try
        {
            Shell.Runspace.SessionStateProxy.Path.SetLocation(folder.FullName);
            Shell.Run(code);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        Assert.Empty(Shell.Errors.Select(static error => error.ToString()));
        Assert.Empty(Shell.Warnings);
    }

    private static List<string> Blocks(string path) =>
        [.. CodeBlock().Matches(File.ReadAllText(path)).Select(static match => match.Groups["code"].Value)];

    [GeneratedRegex(@"^```powershell\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodeBlock();
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using BedrockPS.Errors;
using Xunit;

namespace BedrockPS.Unit.Docs;

public sealed partial class AboutTopicTests
{
    public static TheoryData<string> Topics => [.. StagedHelp.Topics.Select(static path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Topics))]
    public void A_topic_fits_80_columns_and_has_its_synopsis_where_it_is_looked_for(string file)
    {
        string[] lines = File.ReadAllLines(Path.Combine(StagedHelp.Folder, file));

        Assert.All(lines, static line => Assert.InRange(line.Length, 0, 80));
        Assert.Equal(["TOPIC", "    " + file.Replace(".help.txt", "", StringComparison.Ordinal), "", "SHORT DESCRIPTION"], lines[..4]);
        Assert.NotEmpty(lines[4].Trim());
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void Topics_and_commands_a_topic_names_exist(string file)
    {
        string text = File.ReadAllText(Path.Combine(StagedHelp.Folder, file));

        Assert.All(TopicName().Matches(text), static match => Assert.Contains(match.Value + ".help.txt", Topics.Select(static row => row.Data)));
        Assert.All(CommandName().Matches(text), static match => Assert.Contains(match.Value, StagedHelp.Commands.Keys));
    }

    [Fact]
    public void The_topic_on_errors_lists_every_code_as_the_code_knows_it()
    {
        string page = File.ReadAllText(Path.Combine(StagedHelp.Pages, "about_BedrockPS_Errors.md"));
        IEnumerable<string> listed = ErrorRow().Matches(page).Where(static row => row.Groups[1].Value != "Code").Select(static row => $"{row.Groups[1]} {row.Groups[2]} {row.Groups[3]}".Trim());
        IEnumerable<string> real = ErrorTable.Codes.Select(static code =>
        {
            ErrorKind kind = ErrorTable.For(code);
            return $"{code} {kind.Category} {(kind.IsRetryable ? "R" : "")}{(kind.IsFatal ? "E" : "")}".Trim();
        });

        Assert.Equal(real.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"\babout_BedrockPS\w*")]
    private static partial Regex TopicName();

    [GeneratedRegex(@"\b[A-Z][a-z]+-BR[A-Z]\w+")]
    private static partial Regex CommandName();

    [GeneratedRegex(@"^\| (\w+) \| (\w+) \| ?(\w*) \| \S.* \|$", RegexOptions.Multiline)]
    private static partial Regex ErrorRow();
}

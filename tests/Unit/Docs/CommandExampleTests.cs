using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace BedrockPS.Unit.Docs;

/// <summary>
/// The examples of every command's page. There are many, and tests of one class run one after the other: each fourth of them is a class.
/// </summary>
public abstract class CommandExampleTests : ExampleSession
{
    protected const int Parts = 4;

    /// <summary>Every so many-th page from one of them on.</summary>
    protected static IEnumerable<TheoryDataRow<string, int>> Part(int part) =>
        from help in StagedHelp.Commands.Values.Where((_, at) => at % Parts == part)
        from number in Enumerable.Range(1, help.Examples.Count)
        select new TheoryDataRow<string, int>(help.Name, number);

    protected void AssertExample(string command, int number) => AssertRuns(StagedHelp.Commands[command].Examples[number - 1]);
}

public sealed class CommandExampleTests1 : CommandExampleTests
{
    public static IEnumerable<TheoryDataRow<string, int>> Examples() => Part(0);

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_of_a_page_runs(string command, int number) => AssertExample(command, number);
}

public sealed class CommandExampleTests2 : CommandExampleTests
{
    public static IEnumerable<TheoryDataRow<string, int>> Examples() => Part(1);

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_of_a_page_runs(string command, int number) => AssertExample(command, number);
}

public sealed class CommandExampleTests3 : CommandExampleTests
{
    public static IEnumerable<TheoryDataRow<string, int>> Examples() => Part(2);

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_of_a_page_runs(string command, int number) => AssertExample(command, number);
}

public sealed class CommandExampleTests4 : CommandExampleTests
{
    public static IEnumerable<TheoryDataRow<string, int>> Examples() => Part(3);

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_of_a_page_runs(string command, int number) => AssertExample(command, number);
}

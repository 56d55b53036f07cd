using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace BedrockPS.Unit.Docs;

public sealed class CommandExampleTests : ExampleSession
{
    public static IEnumerable<TheoryDataRow<string, int>> Examples() =>
        from help in StagedHelp.Commands.Values
        from number in Enumerable.Range(1, help.Examples.Count)
        select new TheoryDataRow<string, int>(help.Name, number);

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_of_a_page_runs(string command, int number) => AssertRuns(StagedHelp.Commands[command].Examples[number - 1]);
}

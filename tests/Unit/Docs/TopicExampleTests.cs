using System.Collections.Generic;
using System.IO;
using Xunit;

namespace BedrockPS.Unit.Docs;

public sealed class TopicExampleTests : ExampleSession
{
    public static IEnumerable<TheoryDataRow<string, int>> Examples() => BlocksOf(StagedHelp.Pages, "about_*.md");

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_of_a_topic_runs(string topic, int number) => AssertRuns(Blocks(Path.Combine(StagedHelp.Pages, topic))[number - 1]);
}

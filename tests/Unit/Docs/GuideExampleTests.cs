using System.Collections.Generic;
using System.IO;
using Xunit;

namespace BedrockPS.Unit.Docs;

public sealed class GuideExampleTests : ExampleSession
{
    public static IEnumerable<TheoryDataRow<string, int>> Examples() => BlocksOf(StagedHelp.Guides, "*.md");

    [Theory]
    [MemberData(nameof(Examples))]
    public void A_block_of_a_guide_runs(string guide, int number) => AssertRuns(Blocks(Path.Combine(StagedHelp.Guides, guide))[number - 1]);
}

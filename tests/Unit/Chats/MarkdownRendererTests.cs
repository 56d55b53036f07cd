using System.Linq;
using BedrockPS.Conversations;
using Xunit;

namespace BedrockPS.Unit.Chats;

public sealed class MarkdownRendererTests
{
    private const string Text =
        "# Head **bold**\nSome **bold** and `code * x` here, 2 * 3 ** 4.\n- one\n  * two\n+ three\n-1 and #no\n\n```cs\nint a = b ** c; // `x`\n# no head\n```\n***\nEnd **open";

    [Theory]
    [InlineData("# Head\n", "<h>Head<r>\n")]
    [InlineData("###### Head\n", "<h>Head<r>\n")]
    [InlineData("####### no\n#no\n", "####### no\n#no\n")]
    [InlineData("a **b** c\n", "a <r><b>b<r> c\n")]
    [InlineData("a ** b ** c\n", "a ** b ** c\n")]
    [InlineData("2 * 3\n", "2 * 3\n")]
    [InlineData("***\n", "***\n")]
    [InlineData("---\n", "---\n")]
    [InlineData("use `a **b**` now\n", "use <r><c>a **b**<r> now\n")]
    [InlineData("- one\n  * two\n", "• one\n  • two\n")]
    [InlineData("-1\n", "-1\n")]
    [InlineData("**open\nnext\n", "<r><b>open<r>\nnext\n")]
    [InlineData("```cs\na ** `b`\n# c\n```\nd\n", "<d>```cs<r>\n<c>a ** `b`<r>\n<c># c<r>\n<d>```<r>\nd\n")]
    [InlineData("\u001b[31mred\u0007\r\n", "[31mred\n")]
    [InlineData("", "")]
    [InlineData("#", "#")]
    [InlineData("-", "-")]
    [InlineData("a*", "a*")]
    public void Marks_become_colour(string markdown, string expected) => Assert.Equal(expected, Render(markdown, markdown.Length + 1));

    [Fact]
    public void Pieces_of_any_length_look_like_the_whole()
    {
        string whole = Render(Text, Text.Length);
        Assert.Contains("<h>Head <r><h><b>bold<r><h>", whole);
        Assert.All(Enumerable.Range(1, 12), length => Assert.Equal(whole, Render(Text, length)));
    }

    [Fact]
    public void A_cut_mark_is_held_back_and_nothing_else()
    {
        MarkdownRenderer renderer = new(hasColour: true);
        Assert.Equal("word ", renderer.Add("word *"));
        Assert.Equal("\u001b[0m\u001b[1mb", renderer.Add("*b"));
        Assert.Equal("\u001b[0m", renderer.End());
    }

    [Fact]
    public void Without_colour_the_text_stays_as_it_is()
    {
        MarkdownRenderer renderer = new(hasColour: false);
        Assert.Equal("# a **b", renderer.Add("# a **b\u001b"));
        Assert.Equal("** `c`", renderer.Add("** `c`"));
        Assert.Equal("", renderer.End());
    }

    private static string Render(string markdown, int length)
    {
        MarkdownRenderer renderer = new(hasColour: true);
        string shown = string.Concat(markdown.Chunk(length).Select(piece => renderer.Add(new string(piece)))) + renderer.End();
        return shown.Replace("\u001b[0m", "<r>").Replace("\u001b[1m", "<b>").Replace("\u001b[2m", "<d>").Replace("\u001b[1;36m", "<h>").Replace("\u001b[33m", "<c>");
    }
}

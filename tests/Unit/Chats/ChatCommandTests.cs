using System.Linq;
using BedrockPS.Conversations;
using Xunit;

namespace BedrockPS.Unit.Chats;

public sealed class ChatCommandTests
{
    [Theory]
    [InlineData("/model nova lite", "model", "nova lite")]
    [InlineData("/MODEL", "model", "")]
    [InlineData("/save\t a b.json ", "save", "a b.json")]
    [InlineData("/?", "?", "")]
    public void Commands_have_a_name_and_an_argument(string line, string name, string argument)
    {
        Assert.True(ChatCommand.TryParse(line, out string gotName, out string gotArgument));
        Assert.Equal((name, argument), (gotName, gotArgument));
    }

    [Theory]
    [InlineData("/etc/hosts says what?")]
    [InlineData("//model")]
    [InlineData("/ model")]
    [InlineData("/")]
    [InlineData("model")]
    [InlineData("/1")]
    public void Other_lines_are_messages(string line) => Assert.False(ChatCommand.TryParse(line, out _, out _));

    [Theory]
    [InlineData("model", "model")]
    [InlineData("mo", "model")]
    [InlineData("quit", "exit")]
    [InlineData("?", "help")]
    [InlineData("c", null)]
    [InlineData("modell", null)]
    public void A_beginning_is_enough_where_it_is_clear(string name, string? found) => Assert.Equal(found, ChatCommand.Find(name)?.Name);

    [Theory]
    [InlineData("modle", "model")]
    [InlineData("undoo", "undo")]
    [InlineData("brnch", "branch")]
    public void The_nearest_name_is_told(string name, string nearest) => Assert.Equal(nearest, ChatCommand.Nearest(name).Name);

    [Fact]
    public void Names_are_letters_alone() => Assert.All(ChatCommand.All, command => Assert.True(command.Name.All(char.IsAsciiLetterLower)));
}

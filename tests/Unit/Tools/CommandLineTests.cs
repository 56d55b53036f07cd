using BedrockPS.Tools.Servers;
using Xunit;

namespace BedrockPS.Unit.Tools;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("npx -y thing", "npx|-y|thing")]
    [InlineData("  a   b  ", "a|b")]
    [InlineData("\"C:\\Program Files\\x.exe\" --q", "C:\\Program Files\\x.exe|--q")]
    [InlineData("a 'b c' \"d 'e'\"", "a|b c|d 'e'")]
    [InlineData("a --name=\"b c\"", "a|--name=b c")]
    [InlineData("a \"\" ''", "a||")]
    [InlineData("", "")]
    public void Blanks_divide_and_quotes_hold_together(string line, string parts) =>
        Assert.Equal(parts, string.Join('|', CommandLine.Split(line)!));

    [Fact]
    public void A_quote_left_open_is_no_command_line() => Assert.Null(CommandLine.Split("a 'b"));
}

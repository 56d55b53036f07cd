using System;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using BedrockPS.Images;
using Xunit;

namespace BedrockPS.Unit.Images;

public sealed class TerminalTests
{
    [Theory]
    [InlineData("TERM=xterm-kitty", ImageProtocol.Kitty)]
    [InlineData("TERM=xterm-256color;KITTY_WINDOW_ID=1", ImageProtocol.Kitty)]
    [InlineData("TERM_PROGRAM=ghostty", ImageProtocol.Kitty)]
    [InlineData("TERM_PROGRAM=iTerm.app;TERM=xterm-256color", ImageProtocol.ITerm2)]
    [InlineData("TERM_PROGRAM=WezTerm", ImageProtocol.ITerm2)]
    [InlineData("LC_TERMINAL=iTerm2;TERM=xterm", ImageProtocol.ITerm2)]
    [InlineData("TERM=foot-extra", ImageProtocol.Sixel)]
    [InlineData("TERM_PROGRAM=mintty", ImageProtocol.Sixel)]
    [InlineData("TERM=xterm-256color", ImageProtocol.Block)]
    [InlineData("TERM=xterm-kitty;TMUX=/tmp/tmux", ImageProtocol.Block)]
    [InlineData("TERM=screen-256color;LC_TERMINAL=iTerm2", ImageProtocol.Block)]
    [InlineData("TERM=dumb", ImageProtocol.Block)]
    [InlineData("WT_SESSION=1;ASKED=yes", ImageProtocol.Sixel)]
    public void The_environment_tells_what_a_terminal_can(string variables, ImageProtocol expected) =>
        Assert.Equal(expected, TerminalTraits.ProtocolOf(Environment(variables), () => variables.Contains("ASKED")));

    [Theory]
    [InlineData("COLORTERM=truecolor", true, "True")]
    [InlineData("WT_SESSION=1", true, "True")]
    [InlineData("TERM=xterm-256color", true, "Ansi256")]
    [InlineData("TERM=xterm", true, "Ansi16")]
    [InlineData("COLORTERM=truecolor", false, "Console")]
    public void So_it_does_of_the_colours(string variables, bool isVirtualTerminal, string expected) =>
        Assert.Equal(expected, TerminalTraits.ColourOf(Environment(variables), isVirtualTerminal).ToString());

    [Theory]
    [InlineData("\u001b[?61;4;6;7c", true)]
    [InlineData("\u001b[?1;2;4c", true)]
    [InlineData("\u001b[?61;6;7;14c", false)]
    [InlineData("\u001b[?4c", false)]
    [InlineData("c", false)]
    [InlineData("", false)]
    public void A_terminal_names_sixel_among_its_attributes(string answer, bool expected) => Assert.Equal(expected, TerminalTraits.NamesSixel(answer));

    [Fact]
    public void Kitty_gets_the_file_in_pieces()
    {
        byte[] png = new byte[10_000];
        new Random(1).NextBytes(png);
        string text = KittyGraphics.Write(png, CellBox.Fit(100, 100, 10, 80, 20));
        MatchCollection pieces = Regex.Matches(text, "\u001b_G([^;]*);([^\u001b]*)\u001b\\\\");
        Assert.Equal(4, pieces.Count);
        Assert.Equal("a=T,f=100,q=2,c=10,r=5,m=1", pieces[0].Groups[1].Value);
        Assert.Equal(["m=1", "m=1", "m=0"], pieces.Skip(1).Select(static piece => piece.Groups[1].Value));
        Assert.All(pieces, static piece => Assert.InRange(piece.Groups[2].Length, 1, 4096));
        Assert.Equal(png, Convert.FromBase64String(string.Concat(pieces.Select(static piece => piece.Groups[2].Value))));
        Assert.Equal(text.Length, pieces.Sum(static piece => piece.Length));
    }

    [Fact]
    public void Sixels_are_bands_of_six_lines_with_runs()
    {
        // Red above, and a hole; blue in the second band.
        Raster picture = new(5, 7);
        for (int i = 0; i < 5 * 6; i++)
        {
            picture.Rgba[i * 4] = 255;
            picture.Rgba[(i * 4) + 3] = (byte)(i == 0 ? 0 : 255);
        }

        for (int i = 30; i < 35; i++)
        {
            picture.Rgba[(i * 4) + 2] = picture.Rgba[(i * 4) + 3] = 255;
        }

        Assert.Equal("\u001bP0;1;0q\"1;1;5;7#5;2;0;0;100#210;2;100;0;0#210}!4~$-#5!5@$-\u001b\\", SixelGraphics.Write(picture));
    }

    [Fact]
    public void Half_blocks_carry_two_pixels()
    {
        Raster picture = new(2, 3, [255, 0, 0, 255, 0, 0, 0, 0, 0, 0, 255, 255, 0, 255, 0, 255, 255, 255, 255, 255, 0, 0, 0, 0]);
        Assert.Equal(
            ["\u001b[0;38;2;255;0;0;48;2;0;0;255m▀\u001b[0;38;2;0;255;0m▄\u001b[0m", "\u001b[0;38;2;255;255;255m▀\u001b[0m \u001b[0m"],
            BlockGraphics.Write(picture, TerminalColour.True));
        Assert.StartsWith("\u001b[0;38;5;196;48;5;21m▀", BlockGraphics.Write(picture, TerminalColour.Ansi256)[0], StringComparison.Ordinal);
        Assert.StartsWith("\u001b[0;91;104m▀", BlockGraphics.Write(picture, TerminalColour.Ansi16)[0], StringComparison.Ordinal);
        StringBuilder drawn = new();
        BlockGraphics.Draw(picture, ConsoleColor.Black, (fore, back, glyph) => drawn.Append($"{fore}/{back}{glyph} "), () => drawn.Append('|'));
        Assert.Equal("Red/Blue▀ Green/Black▄ |White/Black▀ Black/Black  |", drawn.ToString());
    }

    [Theory]
    [InlineData(1000, 1000, 100, 80, 1000, 80, 40)]
    [InlineData(1000, 1000, 100, 80, 22, 44, 22)]
    [InlineData(4000, 10, 400, 80, 22, 80, 1)]
    [InlineData(10, 4000, 1, 80, 22, 1, 22)]
    [InlineData(32, 32, 4, 80, 22, 4, 2)]
    public void A_picture_fits_the_window(int width, int height, int wanted, int columns, int rows, int expectedColumns, int expectedRows)
    {
        CellBox box = CellBox.Fit(width, height, wanted, columns, rows);
        Assert.Equal((expectedColumns, Math.Min(expectedRows, rows)), (box.Columns, Math.Min(box.Rows, rows)));
    }

    private static Func<string, string?> Environment(string variables) => name => variables.Split(';')
        .Select(static pair => pair.Split('='))
        .FirstOrDefault(pair => pair[0] == name)?[1];
}

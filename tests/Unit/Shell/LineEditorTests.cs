using System;
using System.Collections.Generic;
using System.IO;
using BedrockPS.Shell.Interactive;
using Xunit;

namespace BedrockPS.Unit.ShellTests;

public sealed class LineEditorTests
{
    private const string Left = "\u0001";
    private const string Right = "\u0002";
    private const string Up = "\u0003";
    private const string Down = "\u0004";
    private const string Home = "\u0005";
    private const string End = "\u0006";
    private const string WordLeft = "\u0007";
    private const string Tab = "\t";
    private const string ShiftTab = "\v";
    private const string Backspace = "\b";
    private const string Delete = "\u007f";
    private const string CtrlC = "\u0010";
    private const string CtrlD = "\u0011";
    private const string CtrlK = "\u0012";
    private const string CtrlU = "\u0013";
    private const string CtrlW = "\u0014";
    private const string Enter = "\r";

    [Theory]
    [InlineData("abc" + Enter, "abc")]
    [InlineData("ac" + Left + "b" + Enter, "abc")]
    [InlineData("bc" + Home + "a" + End + "d" + Enter, "abcd")]
    [InlineData("abx" + Backspace + "c" + Enter, "abc")]
    [InlineData("xabc" + Home + Delete + Enter, "abc")]
    [InlineData("one two three" + CtrlW + Enter, "one two ")]
    [InlineData("one two three" + WordLeft + WordLeft + "x" + Enter, "one xtwo three")]
    [InlineData("one two" + WordLeft + CtrlK + Enter, "one ")]
    [InlineData("one two" + WordLeft + CtrlU + Enter, "two")]
    [InlineData("a😀" + Left + "b" + Right + Backspace + Enter, "ab")]
    [InlineData(Backspace + Left + Right + Delete + "a" + Enter, "a")]
    public void Keys_edit_the_line(string keys, string expected)
    {
        Assert.Equal(new LineResult(expected, LineEnding.Accepted), Read(keys));
    }

    [Fact]
    public void Ctrl_C_gives_the_line_up()
    {
        Assert.Equal(new LineResult("", LineEnding.Cancelled), Read("abc" + CtrlC));
    }

    [Fact]
    public void Ctrl_D_ends_on_an_empty_line_and_deletes_on_another()
    {
        Assert.Equal(LineEnding.EndOfInput, Read(CtrlD).Ending);
        Assert.Equal("bc", Read("abc" + Home + CtrlD + Enter).Text);
    }

    [Fact]
    public void The_arrows_walk_through_history_and_back_to_what_was_typed()
    {
        InputHistory history = new();
        history.Add("first");
        history.Add("second");
        Assert.Equal("first", Read("new" + Up + Up + Up + Enter, history: history).Text);
        Assert.Equal("new!", Read("new" + Up + Up + Down + Down + "!" + Enter, history: history).Text);
    }

    [Fact]
    public void An_incomplete_input_goes_on_in_the_next_line()
    {
        LineResult result = Read("{" + Enter + "a" + Enter + "}" + Enter, incomplete: text => !text.EndsWith('}'));
        Assert.Equal("{\na\n}", result.Text);
    }

    [Fact]
    public void The_arrows_walk_through_the_lines_of_one_input_first()
    {
        InputHistory history = new();
        history.Add("old");
        LineResult result = Read("{ab" + Enter + "}" + Up + "x" + Enter, history, text => !text.EndsWith('}'));
        Assert.Equal("{xab\n}", result.Text);
    }

    [Theory]
    [InlineData("Get-B" + Tab + Enter, "Get-BRApi")]
    [InlineData("Get-B" + Tab + Tab + Enter, "Get-BRModel")]
    [InlineData("Get-B" + Tab + Tab + Tab + Enter, "Get-BRApi")]
    [InlineData("Get-B" + ShiftTab + Enter, "Get-BRModel")]
    [InlineData("Get-B" + Tab + "x" + Enter, "Get-BRApix")]
    [InlineData("Get-B | out" + Home + Right + Right + Right + Right + Right + Tab + Tab + Enter, "Get-BRModel | out")]
    public void Tab_goes_from_one_candidate_to_the_next(string keys, string expected)
    {
        Assert.Equal(expected, Read(keys, completer: new FixedCompleter()).Text);
    }

    [Fact]
    public void Tab_without_candidates_changes_nothing()
    {
        Assert.Equal("zzz", Read("zzz" + Tab + Enter, completer: new FixedCompleter()).Text);
    }

    [Fact]
    public void Text_typed_at_the_end_is_not_drawn_anew()
    {
        StringWriter terminal = new();
        Read("abc" + Enter, terminal: terminal);
        Assert.StartsWith("PS> abc", terminal.ToString());
    }

    [Fact]
    public void A_line_wider_than_the_terminal_is_redrawn_from_its_first_row()
    {
        StringWriter terminal = new();
        Read(new string('x', 20) + Home + "y" + Enter, terminal: terminal);

        // Twenty letters beside a prompt of four end on the third row of ten columns: two rows up from there.
        Assert.Contains("\e[2A\r\e[4C\e[J", terminal.ToString());
    }

    private static LineResult Read(
        string keys,
        InputHistory? history = null,
        Func<string, bool>? incomplete = null,
        ICompleter? completer = null,
        StringWriter? terminal = null)
    {
        Queue<ConsoleKeyInfo> queue = new();
        foreach (char key in keys)
        {
            queue.Enqueue(Key(key));
        }

        LineEditor editor = new(queue.Dequeue, terminal ?? new StringWriter(), () => terminal is null ? 80 : 10)
        {
            History = history,
            IsIncomplete = incomplete,
            Completer = completer,
        };
        LineResult result = editor.Read("PS> ");
        Assert.Empty(queue);
        return result;
    }

    private static ConsoleKeyInfo Key(char key) => key.ToString() switch
    {
        Left => Special(ConsoleKey.LeftArrow),
        Right => Special(ConsoleKey.RightArrow),
        Up => Special(ConsoleKey.UpArrow),
        Down => Special(ConsoleKey.DownArrow),
        Home => Special(ConsoleKey.Home),
        End => Special(ConsoleKey.End),
        WordLeft => Special(ConsoleKey.LeftArrow, control: true),
        Tab => Special(ConsoleKey.Tab),
        ShiftTab => Special(ConsoleKey.Tab, shift: true),
        Backspace => Special(ConsoleKey.Backspace),
        Delete => Special(ConsoleKey.Delete),
        CtrlC => Special(ConsoleKey.C, control: true),
        CtrlD => Special(ConsoleKey.D, control: true),
        CtrlK => Special(ConsoleKey.K, control: true),
        CtrlU => Special(ConsoleKey.U, control: true),
        CtrlW => Special(ConsoleKey.W, control: true),
        Enter => Special(ConsoleKey.Enter),
        _ => new ConsoleKeyInfo(key, 0, false, false, false),
    };

    private static ConsoleKeyInfo Special(ConsoleKey key, bool control = false, bool shift = false) =>
        new('\0', key, shift, alt: false, control);

    private sealed class FixedCompleter : ICompleter
    {
        public Completions Complete(string text, int cursor) => text.StartsWith("Get-B", StringComparison.Ordinal)
            ? new Completions(0, cursor, ["Get-BRApi", "Get-BRModel"])
            : new Completions(cursor, 0, []);
    }
}

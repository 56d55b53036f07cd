using System;
using System.IO;
using System.Text;

namespace BedrockPS.Shell.Interactive;

/// <summary>Keeps what the terminal shows after the prompt equal to a text and its cursor, over as many rows as it takes.</summary>
internal sealed class InputScreen
{
    private const string Continuation = ">> ";

    private readonly TextWriter _terminal;
    private readonly Func<int> _width;
    private readonly int _promptWidth;
    private int _row;
    private string? _shown = "";

    /// <param name="promptWidth">Columns the prompt takes on the row where the text begins.</param>
    public InputScreen(TextWriter terminal, Func<int> width, int promptWidth)
    {
        _terminal = terminal;
        _width = width;
        _promptWidth = promptWidth;
    }

    public void Draw(string text, int cursor)
    {
        int width = Math.Max(_width(), 2);
        int start = _promptWidth % width;
        if (Appended(text, cursor, width, start) is string tail)
        {
            _terminal.Write(tail);
            _terminal.Flush();
            _shown = text;
            return;
        }

        StringBuilder output = new();
        MoveUp(output, _row);
        output.Append('\r');
        MoveRight(output, start);
        output.Append("\e[J").Append(text.Replace("\n", "\r\n" + Continuation, StringComparison.Ordinal));
        (int endRow, int endColumn) = Measure(text, text.Length, width, start);
        if (endColumn == 0 && text.Length > 0)
        {
            // A terminal that has just filled a row waits on it; a character and its undoing bring it to the next.
            output.Append(" \r");
        }

        (int row, int column) = Measure(text, cursor, width, start);
        MoveUp(output, endRow - row);
        output.Append('\r');
        MoveRight(output, column);
        _row = row;
        _shown = cursor == text.Length ? text : null;
        _terminal.Write(output.ToString());
        _terminal.Flush();
    }

    /// <summary>What was typed at the end of the last row, the common case that needs no redrawing; else null.</summary>
    private string? Appended(string text, int cursor, int width, int start)
    {
        if (_shown is null || cursor < text.Length || !text.StartsWith(_shown, StringComparison.Ordinal))
        {
            return null;
        }

        (int row, int column) = Measure(text, text.Length, width, start);
        return row == _row && column > 0 ? text[_shown.Length..] : null;
    }

    /// <summary>Leaves the text and goes to a fresh row below it.</summary>
    public void Leave(string text, string remark = "")
    {
        Draw(text, text.Length);
        _terminal.Write(remark + "\r\n");
        _terminal.Flush();
        _row = 0;
        _shown = "";
    }

    /// <summary>An empty screen, on whose first row the prompt has to be written again.</summary>
    public void Clear()
    {
        _terminal.Write("\e[H\e[2J");
        _row = 0;
        _shown = null;
    }

    /// <summary>Columns a character takes: two for the wide ones of East Asia and for most pictures.</summary>
    public static int WidthOf(Rune letter) => letter.Value switch
    {
        < 0x1100 => 1,
        <= 0x115F or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) => 2,
        (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) => 2,
        (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD) => 2,
        _ => 1,
    };

    private static (int Row, int Column) Measure(string text, int length, int width, int start)
    {
        int row = 0;
        int column = start;
        foreach (Rune letter in text.AsSpan(0, length).EnumerateRunes())
        {
            if (letter.Value == '\n')
            {
                row++;
                column = Continuation.Length;
                continue;
            }

            int columns = WidthOf(letter);
            if (column + columns > width)
            {
                row++;
                column = 0;
            }

            column += columns;
            if (column == width)
            {
                row++;
                column = 0;
            }
        }

        return (row, column);
    }

    private static void MoveUp(StringBuilder output, int rows)
    {
        if (rows > 0)
        {
            output.Append("\e[").Append(rows).Append('A');
        }
    }

    private static void MoveRight(StringBuilder output, int columns)
    {
        if (columns > 0)
        {
            output.Append("\e[").Append(columns).Append('C');
        }
    }
}

using System;
using System.IO;

namespace BedrockPS.Shell.Interactive;

/// <summary>Reads one input, of one line or several, from keys.</summary>
internal sealed class LineEditor
{
    private readonly Func<ConsoleKeyInfo> _readKey;
    private readonly TextWriter _terminal;
    private readonly Func<int> _width;

    public LineEditor(Func<ConsoleKeyInfo> readKey, TextWriter terminal, Func<int> width)
    {
        _readKey = readKey;
        _terminal = terminal;
        _width = width;
    }

    /// <summary>Null: the arrow keys stay within the text.</summary>
    public InputHistory? History { get; init; }

    /// <summary>Null: Tab does nothing.</summary>
    public ICompleter? Completer { get; init; }

    /// <summary>True when Enter should begin another line instead of ending the input. Null: never.</summary>
    public Func<string, bool>? IsIncomplete { get; init; }

    /// <summary>The input, or how it was given up.</summary>
    public LineResult Read(string prompt)
    {
        string lastLine = prompt[(prompt.LastIndexOf('\n') + 1)..];
        _terminal.Write(prompt);
        _terminal.Flush();
        InputScreen screen = new(_terminal, _width, PlainText.WidthOf(lastLine));
        LineBuffer buffer = new();
        CompletionCycle? cycle = null;
        History?.Rewind();
        while (true)
        {
            ConsoleKeyInfo key = _readKey();
            bool control = (key.Modifiers & ConsoleModifiers.Control) != 0;
            bool word = control || (key.Modifiers & ConsoleModifiers.Alt) != 0;
            if (key.Key != ConsoleKey.Tab)
            {
                cycle = null;
            }

            switch (key.Key)
            {
                case ConsoleKey.Enter when word || (IsIncomplete?.Invoke(buffer.Text) ?? false):
                    buffer.Insert("\n");
                    break;
                case ConsoleKey.Enter:
                    screen.Leave(buffer.Text);
                    return new LineResult(buffer.Text, LineEnding.Accepted);
                case ConsoleKey.C when control:
                    screen.Leave(buffer.Text, "^C");
                    return new LineResult("", LineEnding.Cancelled);
                case ConsoleKey.D when control && buffer.Text.Length == 0:
                    screen.Leave("");
                    return new LineResult("", LineEnding.EndOfInput);
                case ConsoleKey.L when control:
                    screen.Clear();
                    _terminal.Write(prompt);
                    break;
                case ConsoleKey.Tab when Completer is not null:
                    cycle ??= new CompletionCycle(Completer.Complete(buffer.Text, buffer.Cursor), buffer);
                    cycle.Step((key.Modifiers & ConsoleModifiers.Shift) != 0);
                    break;
                case ConsoleKey.UpArrow or ConsoleKey.P when (key.Key == ConsoleKey.UpArrow || control):
                    if (!buffer.Up() && History?.Previous(buffer.Text) is string before)
                    {
                        buffer.Set(before);
                    }

                    break;
                case ConsoleKey.DownArrow or ConsoleKey.N when (key.Key == ConsoleKey.DownArrow || control):
                    if (!buffer.Down() && History?.Next() is string after)
                    {
                        buffer.Set(after);
                    }

                    break;
                default:
                    Edit(buffer, key, control, word);
                    break;
            }

            screen.Draw(buffer.Text, buffer.Cursor);
        }
    }

    private static void Edit(LineBuffer buffer, ConsoleKeyInfo key, bool control, bool word)
    {
        switch (key.Key)
        {
            case ConsoleKey.LeftArrow when word:
            case ConsoleKey.B when word && !control:
                buffer.WordLeft();
                break;
            case ConsoleKey.LeftArrow:
            case ConsoleKey.B when control:
                buffer.Left();
                break;
            case ConsoleKey.RightArrow when word:
            case ConsoleKey.F when word && !control:
                buffer.WordRight();
                break;
            case ConsoleKey.RightArrow:
            case ConsoleKey.F when control:
                buffer.Right();
                break;
            case ConsoleKey.Home:
            case ConsoleKey.A when control:
                buffer.Home();
                break;
            case ConsoleKey.End:
            case ConsoleKey.E when control:
                buffer.End();
                break;
            case ConsoleKey.Backspace when word:
            case ConsoleKey.W when control:
                buffer.BackspaceWord();
                break;
            case ConsoleKey.Backspace:
            case ConsoleKey.H when control:
                buffer.Backspace();
                break;
            case ConsoleKey.Delete when word:
                buffer.DeleteWord();
                break;
            case ConsoleKey.Delete:
            case ConsoleKey.D when control:
                buffer.Delete();
                break;
            case ConsoleKey.U when control:
                buffer.DeleteToHome();
                break;
            case ConsoleKey.K when control:
                buffer.DeleteToEnd();
                break;
            case ConsoleKey.Escape:
                buffer.Set("");
                break;
            default:
                if (!char.IsControl(key.KeyChar))
                {
                    buffer.Insert(key.KeyChar.ToString());
                }

                break;
        }
    }
}

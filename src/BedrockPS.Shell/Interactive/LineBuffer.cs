using System;

namespace BedrockPS.Shell.Interactive;

/// <summary>The text being typed, with a cursor between its characters.</summary>
internal sealed class LineBuffer
{
    public string Text { get; private set; } = "";

    /// <summary>From 0, before the first character, to the length of the text.</summary>
    public int Cursor { get; private set; }

    public void Set(string text) => Set(text, text.Length);

    public void Set(string text, int cursor)
    {
        Text = text;
        Cursor = Math.Clamp(cursor, 0, text.Length);
    }

    public void Insert(string text)
    {
        Text = Text.Insert(Cursor, text);
        Cursor += text.Length;
    }

    public void Left() => Cursor = Cursor > 0 ? Cursor - StepBack : 0;

    public void Right() => Cursor = Cursor < Text.Length ? Cursor + StepForward : Cursor;

    public void Home() => Cursor = LineStart(Cursor);

    public void End() => Cursor = LineEnd(Cursor);

    public void WordLeft() => Cursor = WordStart();

    public void WordRight() => Cursor = WordEnd();

    public void Backspace() => Remove(Cursor - (Cursor > 0 ? StepBack : 0), Cursor);

    public void Delete() => Remove(Cursor, Cursor < Text.Length ? Cursor + StepForward : Cursor);

    public void BackspaceWord() => Remove(WordStart(), Cursor);

    public void DeleteWord() => Remove(Cursor, WordEnd());

    public void DeleteToHome() => Remove(LineStart(Cursor), Cursor);

    public void DeleteToEnd() => Remove(Cursor, LineEnd(Cursor));

    /// <summary>To the line above in a text of several lines. False on the first one.</summary>
    public bool Up()
    {
        int start = LineStart(Cursor);
        if (start == 0)
        {
            return false;
        }

        int above = LineStart(start - 1);
        Cursor = Math.Min(above + (Cursor - start), start - 1);
        return true;
    }

    /// <summary>To the line below. False on the last one.</summary>
    public bool Down()
    {
        int end = LineEnd(Cursor);
        if (end == Text.Length)
        {
            return false;
        }

        int below = end + 1;
        Cursor = Math.Min(below + (Cursor - LineStart(Cursor)), LineEnd(below));
        return true;
    }

    // A character outside the basic plane is two of the string's; the cursor never stands between them.
    private int StepBack => Cursor > 1 && char.IsLowSurrogate(Text[Cursor - 1]) && char.IsHighSurrogate(Text[Cursor - 2]) ? 2 : 1;

    private int StepForward =>
        Cursor + 1 < Text.Length && char.IsHighSurrogate(Text[Cursor]) && char.IsLowSurrogate(Text[Cursor + 1]) ? 2 : 1;

    private void Remove(int from, int to)
    {
        Text = Text.Remove(from, to - from);
        Cursor = from;
    }

    private int LineStart(int at) => at == 0 ? 0 : Text.LastIndexOf('\n', at - 1) + 1;

    private int LineEnd(int at) => Text.IndexOf('\n', at) is int end and >= 0 ? end : Text.Length;

    private int WordStart()
    {
        int at = Cursor;
        while (at > 0 && !char.IsLetterOrDigit(Text[at - 1]))
        {
            at--;
        }

        while (at > 0 && char.IsLetterOrDigit(Text[at - 1]))
        {
            at--;
        }

        return at;
    }

    private int WordEnd()
    {
        int at = Cursor;
        while (at < Text.Length && !char.IsLetterOrDigit(Text[at]))
        {
            at++;
        }

        while (at < Text.Length && char.IsLetterOrDigit(Text[at]))
        {
            at++;
        }

        return at;
    }
}

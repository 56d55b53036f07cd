using System;
using System.Management.Automation.Host;

namespace BedrockPS.Testing;

/// <summary>A screen of some size and a keyboard nobody touches.</summary>
public class TestRawUI : PSHostRawUserInterface
{
    public TestRawUI(int width = 0, int height = 0) => BufferSize = WindowSize = new Size(width, height);

    public override ConsoleColor BackgroundColor { get; set; }

    public override ConsoleColor ForegroundColor { get; set; }

    public sealed override Size BufferSize { get; set; }

    public sealed override Size WindowSize { get; set; }

    public override Size MaxWindowSize => WindowSize;

    public override Size MaxPhysicalWindowSize => WindowSize;

    public override Coordinates CursorPosition { get; set; }

    public override Coordinates WindowPosition { get; set; }

    public override int CursorSize { get; set; } = 25;

    public override bool KeyAvailable => false;

    public override string WindowTitle { get; set; } = "";

    public override void FlushInputBuffer()
    {
    }

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw new NotSupportedException();

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new NotSupportedException();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
        throw new NotSupportedException();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw new NotSupportedException();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw new NotSupportedException();
}

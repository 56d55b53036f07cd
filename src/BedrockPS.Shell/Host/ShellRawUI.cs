using System;
using System.Management.Automation.Host;

namespace BedrockPS.Shell.Host;

/// <summary>Sizes and keys. A character terminal has no screen buffer to read, so the rest is left out.</summary>
internal sealed class ShellRawUI : PSHostRawUserInterface
{
    // Not asked from the terminal: reading a colour back is not possible everywhere, and pwsh reports "unset" as -1 too.
    public override ConsoleColor ForegroundColor { get; set; } = (ConsoleColor)(-1);

    public override ConsoleColor BackgroundColor { get; set; } = (ConsoleColor)(-1);

    public override Size BufferSize
    {
        get => ShellConsole.WindowSize;
        set { }
    }

    public override Size WindowSize
    {
        get => ShellConsole.WindowSize;
        set { }
    }

    public override Size MaxWindowSize => ShellConsole.WindowSize;

    public override Size MaxPhysicalWindowSize => ShellConsole.WindowSize;

    public override Coordinates WindowPosition { get; set; }

    public override int CursorSize { get; set; } = 25;

    public override Coordinates CursorPosition
    {
        get => ShellConsole.IsTerminal ? new Coordinates(Console.CursorLeft, Console.CursorTop) : default;
        set
        {
            if (ShellConsole.IsTerminal)
            {
                Console.SetCursorPosition(value.X, value.Y);
            }
        }
    }

    public override string WindowTitle { get; set; } = "BedrockPS";

    public override bool KeyAvailable => !Console.IsInputRedirected && Console.KeyAvailable;

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        if (Console.IsInputRedirected)
        {
            throw new HostException("There is no keyboard: standard input is redirected.");
        }

        ConsoleKeyInfo key = Console.ReadKey(intercept: (options & ReadKeyOptions.NoEcho) != 0);
        ControlKeyStates states = 0;
        states |= (key.Modifiers & ConsoleModifiers.Shift) != 0 ? ControlKeyStates.ShiftPressed : 0;
        states |= (key.Modifiers & ConsoleModifiers.Alt) != 0 ? ControlKeyStates.LeftAltPressed : 0;
        states |= (key.Modifiers & ConsoleModifiers.Control) != 0 ? ControlKeyStates.LeftCtrlPressed : 0;
        return new KeyInfo((int)key.Key, key.KeyChar, states, (options & ReadKeyOptions.IncludeKeyDown) != 0);
    }

    public override void FlushInputBuffer()
    {
        while (KeyAvailable)
        {
            Console.ReadKey(intercept: true);
        }
    }

    /// <summary>Only what Clear-Host asks for: the whole screen.</summary>
    public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
    {
        if (!Console.IsOutputRedirected && rectangle is { Left: -1, Right: -1 })
        {
            Console.Clear();
        }
    }

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw new NotSupportedException();

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new NotSupportedException();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
        throw new NotSupportedException();
}

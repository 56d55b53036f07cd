using System;

namespace BedrockPS.Shell.Interactive;

/// <summary>The terminal's keys. While they are taken, Ctrl+C is a key like any other; else it stops the running pipeline.</summary>
internal sealed class Keyboard : IDisposable
{
    private readonly bool _before;

    private Keyboard()
    {
        _before = Console.TreatControlCAsInput;
        Console.TreatControlCAsInput = true;
    }

    public static Keyboard Take() => new();

    public static ConsoleKeyInfo Read() => Console.ReadKey(intercept: true);

    public void Dispose() => Console.TreatControlCAsInput = _before;
}

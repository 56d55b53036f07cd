using System;
using System.IO;
using System.Management.Automation.Host;
using BedrockPS.Conversations;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Takes Ctrl+C for itself while an answer arrives, so that it stops the answer and not the whole command. PowerShell stops a
/// pipeline as a whole, so the key has to be had before the host makes a stop of it: in a console as a key like any other, in other
/// hosts if they hand it out as one. Where neither works, Ctrl+C stops the command as it does any other.
/// </summary>
internal sealed class KeyWatch : IDisposable
{
    // Known to be in front of the process's own console and to leave the keys alone while a pipeline runs.
    private static readonly string[] s_consoleHosts = ["ConsoleHost", "BedrockPS.Shell"];

    private readonly PSHostRawUserInterface? _rawUI;
    private readonly TypedAhead _ahead;
    private readonly bool _isConsole;
    private bool _isTaken;
    private bool _before;
    private bool _isOff;

    /// <param name="host">Where the keys come from.</param>
    /// <param name="ahead">Gets the other keys.</param>
    public KeyWatch(PSHost? host, TypedAhead ahead)
    {
        _ahead = ahead;
        _rawUI = host?.UI?.RawUI;
        _isConsole = host is not null && Array.IndexOf(s_consoleHosts, host.Name) >= 0 && !Console.IsInputRedirected;
        _isOff = _rawUI is null;
        Take();
    }

    /// <summary>Ctrl+C was pressed since the last look. It gives up what was typed ahead.</summary>
    public bool IsPressed()
    {
        if (_isOff)
        {
            return false;
        }

        try
        {
            return _isConsole ? LookAtConsole() : LookAtHost();
        }
        catch (Exception exception) when (HostTerminal.IsWithoutInput(exception))
        {
            _isOff = true;
            Release();
            return false;
        }
    }

    /// <summary>Gives the keys back until what this gives is disposed: a tool runs, or a question is asked.</summary>
    public IDisposable Pause()
    {
        Release();
        return new Pausing(this);
    }

    public void Dispose() => Release();

    private bool LookAtConsole()
    {
        while (Console.KeyAvailable)
        {
            ConsoleKeyInfo key = Console.ReadKey(intercept: true);
            if (key.Key == ConsoleKey.C && (key.Modifiers & ConsoleModifiers.Control) != 0)
            {
                _ahead.Clear();
                return true;
            }

            _ahead.Add(key.KeyChar);
        }

        return false;
    }

    private bool LookAtHost()
    {
        while (_rawUI!.KeyAvailable)
        {
            KeyInfo key = _rawUI.ReadKey(ReadKeyOptions.AllowCtrlC | ReadKeyOptions.NoEcho | ReadKeyOptions.IncludeKeyDown);
            if (key.Character == '\u0003'
                || (key.VirtualKeyCode == 'C' && (key.ControlKeyState & (ControlKeyStates.LeftCtrlPressed | ControlKeyStates.RightCtrlPressed)) != 0))
            {
                _ahead.Clear();
                return true;
            }

            _ahead.Add(key.Character);
        }

        return false;
    }

    private void Take()
    {
        if (_isOff || !_isConsole || _isTaken)
        {
            return;
        }

        try
        {
            _before = Console.TreatControlCAsInput;
            Console.TreatControlCAsInput = true;
            _isTaken = true;
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or PlatformNotSupportedException)
        {
            _isOff = true;
        }
    }

    private void Release()
    {
        if (_isTaken)
        {
            Console.TreatControlCAsInput = _before;
            _isTaken = false;
        }
    }

    private sealed class Pausing : IDisposable
    {
        private readonly KeyWatch _watch;

        public Pausing(KeyWatch watch) => _watch = watch;

        public void Dispose() => _watch.Take();
    }
}

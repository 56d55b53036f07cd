using System;
using System.Management.Automation;
using System.Management.Automation.Host;
using BedrockPS.Conversations;

namespace BedrockPS.Cmdlets;

/// <summary>A conversation in whatever host the session has.</summary>
internal sealed class HostTerminal : IChatTerminal
{
    private readonly PSHostUserInterface? _ui;
    private readonly TypedAhead _ahead;

    /// <param name="ui">The host's; null: it has none, and nothing is shown.</param>
    /// <param name="hasColour">Escape sequences may be written.</param>
    /// <param name="ahead">What was typed while nobody read.</param>
    public HostTerminal(PSHostUserInterface? ui, bool hasColour, TypedAhead ahead)
    {
        _ui = ui;
        _ahead = ahead;
        HasColour = hasColour;
    }

    public bool HasColour { get; }

    public bool HasMoreInput
    {
        get
        {
            try
            {
                return _ui?.RawUI?.KeyAvailable ?? false;
            }
            catch (Exception exception) when (IsWithoutInput(exception))
            {
                return false;
            }
        }
    }

    /// <summary>Hosts with nobody in front of them say so in one of these ways.</summary>
    public static bool IsWithoutInput(Exception exception) => exception is not PipelineStoppedException
        && exception is HostException or InvalidOperationException or NotImplementedException or NotSupportedException or global::System.IO.IOException;

    public string? ReadLine(string prompt)
    {
        if (_ui is null)
        {
            return null;
        }

        try
        {
            if (_ahead.TakeLine() is string line)
            {
                WriteLine(prompt + line);
                return line;
            }

            string begun = _ahead.TakeRest();
            Write(prompt + begun);
            string? rest = _ui.ReadLine();
            return rest is null && begun.Length == 0 ? null : begun + rest;
        }
        catch (Exception exception) when (IsWithoutInput(exception))
        {
            return null;
        }
    }

    public void Write(string text) => Show(static (ui, text) => ui.Write(text), text);

    public void WriteLine(string text) => Show(static (ui, text) => ui.WriteLine(text), text);

    public void WriteError(string text) => Show(static (ui, text) => ui.WriteErrorLine(text), text);

    private void Show(Action<PSHostUserInterface, string> write, string text)
    {
        if (_ui is null)
        {
            return;
        }

        try
        {
            write(_ui, text);
        }
        catch (Exception exception) when (exception is HostException or NotImplementedException or NotSupportedException)
        {
            // A host that shows nothing is no reason to lose the conversation.
        }
    }
}

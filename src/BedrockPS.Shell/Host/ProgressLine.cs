using System;
using System.Management.Automation;

namespace BedrockPS.Shell.Host;

/// <summary>The latest progress record, on one line that is rewritten in place; nothing at all when nobody watches.</summary>
internal sealed class ProgressLine
{
    private const long LeastTicksBetween = TimeSpan.TicksPerMillisecond * 100;

    private readonly ShellConsole _console;
    private bool _shown;
    private long _lastDrawn;

    public ProgressLine(ShellConsole console) => _console = console;

    public void Show(ProgressRecord record)
    {
        if (!_console.ColourError)
        {
            return;
        }

        if (record.RecordType == ProgressRecordType.Completed)
        {
            Clear();
            return;
        }

        long now = DateTime.UtcNow.Ticks;
        if (_shown && now - _lastDrawn < LeastTicksBetween)
        {
            return;
        }

        _lastDrawn = now;
        _shown = true;
        string text = record.Activity;
        if (record.PercentComplete >= 0)
        {
            text += $" {record.PercentComplete,3}%";
        }

        if (!string.IsNullOrWhiteSpace(record.StatusDescription))
        {
            text += "  " + record.StatusDescription;
        }

        if (!string.IsNullOrWhiteSpace(record.CurrentOperation))
        {
            text += "  " + record.CurrentOperation;
        }

        text = text.ReplaceLineEndings(" ");
        int room = ShellConsole.WindowSize.Width - 1;
        Console.Error.Write("\r\e[K\e[33;1m" + (text.Length > room ? text[..room] : text) + "\e[0m");
    }

    /// <summary>Takes the line away before something else is written.</summary>
    public void Clear()
    {
        if (_shown)
        {
            _shown = false;
            Console.Error.Write("\r\e[K");
        }
    }
}

using System;
using System.IO;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Internal;

namespace BedrockPS.Shell.Host;

/// <summary>The process's own three streams: what they are connected to and what may be written to them.</summary>
internal sealed class ShellConsole
{
    private const int WidthOfNoTerminal = 120;

    public ShellConsole(bool interactive)
    {
        bool plain = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 }
            || Environment.GetEnvironmentVariable("TERM") == "dumb";
        ColourOut = !plain && !Console.IsOutputRedirected;
        ColourError = !plain && !Console.IsErrorRedirected;
        CanAsk = interactive;
        Progress = new ProgressLine(this);
    }

    /// <summary>Escape sequences may go to standard output.</summary>
    public bool ColourOut { get; }

    public bool ColourError { get; }

    public bool Colour => ColourOut || ColourError;

    /// <summary>False when questions are errors.</summary>
    public bool CanAsk { get; }

    /// <summary>Somebody types and watches.</summary>
    public static bool IsTerminal => !Console.IsInputRedirected && !Console.IsOutputRedirected;

    public ProgressLine Progress { get; }

    public static Size WindowSize
    {
        get
        {
            if (Console.IsOutputRedirected)
            {
                return new Size(WidthOfNoTerminal, 50);
            }

            try
            {
                return new Size(
                    Console.WindowWidth > 0 ? Console.WindowWidth : WidthOfNoTerminal,
                    Console.WindowHeight > 0 ? Console.WindowHeight : 50);
            }
            catch (IOException)
            {
                return new Size(WidthOfNoTerminal, 50);
            }
        }
    }

    /// <summary>While the error that ended a pipeline is rendered.</summary>
    public bool OutIsError { get; set; }

    /// <summary>What was written since the last line ended: the question an answer is typed beside.</summary>
    public string CurrentRow { get; private set; } = "";

    public void Write(string text)
    {
        Progress.Clear();
        string shown = Rendered(text, ColourOut);
        CurrentRow = IsTerminal ? (CurrentRow + shown)[((CurrentRow + shown).LastIndexOfAny(['\n', '\r']) + 1)..] : "";
        Console.Out.Write(shown);
    }

    public void WriteLine(string text)
    {
        Progress.Clear();
        CurrentRow = "";
        if (OutIsError)
        {
            Console.Error.WriteLine(Rendered(text, ColourError));
        }
        else
        {
            Console.Out.WriteLine(Rendered(text, ColourOut));
        }
    }

    public void WriteErrorLine(string text)
    {
        Progress.Clear();
        Console.Error.WriteLine(Rendered(text, ColourError));
    }

    private static string Rendered(string text, bool colour) =>
        colour || !text.Contains('\e') ? text : new StringDecorated(text).ToString(OutputRendering.PlainText);
}

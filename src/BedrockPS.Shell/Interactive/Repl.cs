using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Management.Automation.Language;
using BedrockPS.Shell.Host;

namespace BedrockPS.Shell.Interactive;

/// <summary>Prompt, input, run, again. Without a terminal it takes its lines from standard input and shows no prompt.</summary>
internal sealed class Repl
{
    private readonly Session _session;
    private readonly LineEditor _editor;
    private bool _ended;

    public Repl(Session session)
    {
        _session = session;
        _editor = new LineEditor(Keyboard.Read, Console.Out, () => ShellConsole.WindowSize.Width)
        {
            History = session.History,
            Completer = new EngineCompleter(session),
            IsIncomplete = IsIncomplete,
        };
    }

    /// <summary>Until 'exit' or the end of the input.</summary>
    public void Run()
    {
        while (!_ended && _session.ExitCode is null)
        {
            LineResult input = Console.IsInputRedirected ? ReadPlain() : ReadEdited();
            if (input.Ending == LineEnding.EndOfInput)
            {
                return;
            }

            if (input.Ending == LineEnding.Accepted && !string.IsNullOrWhiteSpace(input.Text))
            {
                _session.History.Add(input.Text);
                _session.RunText(input.Text);
            }
        }
    }

    /// <summary>A nested prompt's 'exit' comes here.</summary>
    public void End() => _ended = true;

    private LineResult ReadEdited()
    {
        using (Keyboard.Take())
        {
            return _editor.Read(Prompt());
        }
    }

    private static LineResult ReadPlain()
    {
        string text = "";
        while (Console.In.ReadLine() is string line)
        {
            text += text.Length == 0 ? line : "\n" + line;
            if (!IsIncomplete(text))
            {
                return new LineResult(text, LineEnding.Accepted);
            }
        }

        return new LineResult(text, text.Length > 0 ? LineEnding.Accepted : LineEnding.EndOfInput);
    }

    private string Prompt()
    {
        IReadOnlyList<PSObject> prompt = _session.Collect(ps => ps.AddCommand("prompt"));
        return prompt.Count > 0 && prompt[^1]?.ToString() is { Length: > 0 } text ? text : "PS> ";
    }

    private static bool IsIncomplete(string text)
    {
        Parser.ParseInput(text, out _, out ParseError[] errors);
        return Array.Exists(errors, static error => error.IncompleteInput);
    }
}

using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using BedrockPS.Shell.Interactive;

namespace BedrockPS.Shell.Host;

/// <summary>Asks the user: lines, secrets, choices, missing parameters, credentials.</summary>
internal sealed class Questions
{
    private readonly ShellConsole _console;
    private readonly Action _stop;

    /// <param name="console">Where it is asked.</param>
    /// <param name="stop">Stops the running pipeline: Ctrl+C was the answer.</param>
    public Questions(ShellConsole console, Action stop)
    {
        _console = console;
        _stop = stop;
    }

    /// <summary>Null at the end of the input.</summary>
    public string? ReadLine()
    {
        MustBeAllowed();
        if (!ShellConsole.IsTerminal)
        {
            return Console.In.ReadLine();
        }

        // What stands on the row already, a question most often, is not ours to redraw: the editor starts beside it.
        string question = _console.CurrentRow;
        using (Keyboard.Take())
        {
            LineEditor editor = new(Keyboard.Read, Console.Out, () => ShellConsole.WindowSize.Width);
            _console.Write("\r");
            LineResult result = editor.Read(question);
            return result.Ending switch
            {
                LineEnding.Accepted => result.Text,
                LineEnding.EndOfInput => null,
                _ => throw Stopped(),
            };
        }
    }

    public SecureString ReadSecret()
    {
        MustBeAllowed();
        SecureString secret = new();
        if (Console.IsInputRedirected)
        {
            foreach (char letter in Answer())
            {
                secret.AppendChar(letter);
            }

            secret.MakeReadOnly();
            return secret;
        }

        using (Keyboard.Take())
        {
            while (true)
            {
                ConsoleKeyInfo key = Keyboard.Read();
                if (key is { Key: ConsoleKey.C, Modifiers: ConsoleModifiers.Control })
                {
                    secret.Dispose();
                    _console.WriteLine("");
                    throw Stopped();
                }

                if (key.Key == ConsoleKey.Enter)
                {
                    _console.WriteLine("");
                    secret.MakeReadOnly();
                    return secret;
                }

                if (key.Key == ConsoleKey.Backspace)
                {
                    if (secret.Length > 0)
                    {
                        secret.RemoveAt(secret.Length - 1);
                        _console.Write("\b \b");
                    }
                }
                else if (!char.IsControl(key.KeyChar))
                {
                    secret.AppendChar(key.KeyChar);
                    _console.Write("*");
                }
            }
        }
    }

    public PSCredential Credential(string? caption, string? message, string? userName)
    {
        Announce(caption, message);
        if (string.IsNullOrEmpty(userName))
        {
            _console.Write("User: ");
            userName = Answer();
        }

        _console.Write($"Password for user {userName}: ");
        return new PSCredential(userName, ReadSecret());
    }

    public Dictionary<string, PSObject> Fields(string? caption, string? message, Collection<FieldDescription> fields)
    {
        Announce(caption, message);
        Dictionary<string, PSObject> answers = [];
        foreach (FieldDescription field in fields)
        {
            Type type = LanguagePrimitives.TryConvertTo(field.ParameterAssemblyFullName.Length > 0
                ? $"{field.ParameterTypeFullName}, {field.ParameterAssemblyFullName}"
                : field.ParameterTypeFullName, out Type known) ? known : typeof(string);
            string label = field.Label.Length > 0 ? field.Label.Replace("&", "", StringComparison.Ordinal) : field.Name;
            object? answer = typeof(IList).IsAssignableFrom(type) && type != typeof(byte[])
                ? FieldList(field, label, type)
                : Field(field, label, type);
            answers[field.Name] = PSObject.AsPSObject(answer ?? "");
        }

        return answers;
    }

    public int Choice(string? caption, string? message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        Announce(caption, message);
        while (true)
        {
            WriteChoices(choices, defaultChoice >= 0 ? [defaultChoice] : []);
            string answer = Answer().Trim();
            if (answer.Length == 0 && defaultChoice >= 0)
            {
                return defaultChoice;
            }

            int picked = Pick(choices, answer);
            if (picked >= 0)
            {
                return picked;
            }

            Explain(choices, answer);
        }
    }

    public Collection<int> Choices(
        string? caption, string? message, Collection<ChoiceDescription> choices, IEnumerable<int>? defaultChoices)
    {
        int[] defaults = defaultChoices?.ToArray() ?? [];
        Announce(caption, message);
        WriteChoices(choices, defaults);
        Collection<int> picked = [];
        while (true)
        {
            _console.Write($"Choice[{picked.Count}]: ");
            string answer = Answer().Trim();
            if (answer.Length == 0)
            {
                return picked.Count > 0 ? picked : new Collection<int>(defaults);
            }

            int index = Pick(choices, answer);
            if (index >= 0)
            {
                picked.Add(index);
            }
            else
            {
                Explain(choices, answer);
            }
        }
    }

    private object? Field(FieldDescription field, string label, Type type)
    {
        while (true)
        {
            _console.Write(label + ": ");
            if (type == typeof(SecureString))
            {
                return ReadSecret();
            }

            if (type == typeof(PSCredential))
            {
                _console.WriteLine("");
                return Credential(null, null, null);
            }

            string answer = Answer();
            if (answer == "!?")
            {
                _console.WriteLine(string.IsNullOrEmpty(field.HelpMessage) ? "No help is available." : field.HelpMessage);
            }
            else if (LanguagePrimitives.TryConvertTo(answer, type, CultureInfo.InvariantCulture, out object value))
            {
                return value;
            }
            else
            {
                _console.WriteErrorLine($"'{answer}' is not a {type.Name}.");
            }
        }
    }

    private object FieldList(FieldDescription field, string label, Type type)
    {
        List<object?> values = [];
        while (true)
        {
            object? value = Field(field, $"{label}[{values.Count}]", typeof(string));
            if (value is not string { Length: > 0 })
            {
                return LanguagePrimitives.ConvertTo(values.ToArray(), type, CultureInfo.InvariantCulture);
            }

            values.Add(value);
        }
    }

    private void Announce(string? caption, string? message)
    {
        MustBeAllowed();
        if (!string.IsNullOrEmpty(caption))
        {
            _console.WriteLine("");
            _console.WriteLine(PSStyle.Instance.Bold + caption + PSStyle.Instance.Reset);
        }

        if (!string.IsNullOrEmpty(message))
        {
            _console.WriteLine(message);
        }
    }

    private void WriteChoices(Collection<ChoiceDescription> choices, int[] defaults)
    {
        List<string> parts = [];
        for (int i = 0; i < choices.Count; i++)
        {
            (string key, string label) = Split(choices[i]);
            string part = $"[{key}] {label}";
            parts.Add(defaults.Contains(i) ? PSStyle.Instance.Foreground.BrightYellow + part + PSStyle.Instance.Reset : part);
        }

        parts.Add("[?] Help");
        string ending = defaults.Length > 0
            ? $" (default is \"{string.Join(',', defaults.Select(i => Split(choices[i]).Key))}\"): "
            : ": ";
        _console.Write(string.Join("  ", parts) + ending);
    }

    private void Explain(Collection<ChoiceDescription> choices, string answer)
    {
        if (answer == "?")
        {
            foreach (ChoiceDescription choice in choices)
            {
                (string key, string label) = Split(choice);
                _console.WriteLine($"{key} - {(string.IsNullOrEmpty(choice.HelpMessage) ? label : choice.HelpMessage)}");
            }
        }
    }

    private static int Pick(Collection<ChoiceDescription> choices, string answer)
    {
        for (int i = 0; i < choices.Count; i++)
        {
            (string key, string label) = Split(choices[i]);
            if (answer.Equals(key, StringComparison.OrdinalIgnoreCase) || answer.Equals(label, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>"Yes to &amp;All" is answered by A or by its whole label.</summary>
    private static (string Key, string Label) Split(ChoiceDescription choice)
    {
        int mark = choice.Label.IndexOf('&');
        string label = choice.Label.Replace("&", "", StringComparison.Ordinal);
        string key = mark >= 0 && mark + 1 < choice.Label.Length
            ? choice.Label.Substring(mark + 1, 1).ToUpperInvariant()
            : label;
        return (key, label);
    }

    private string Answer() =>
        ReadLine() ?? throw new HostException("The input ended where an answer was expected.");

    private PipelineStoppedException Stopped()
    {
        _stop();
        return new PipelineStoppedException();
    }

    private void MustBeAllowed()
    {
        if (!_console.CanAsk)
        {
            throw new HostException("The shell runs with -NonInteractive, and the command asks a question. Give the value as a parameter.");
        }
    }
}

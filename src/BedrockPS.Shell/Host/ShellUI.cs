using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace BedrockPS.Shell.Host;

/// <summary>Output, streams and questions. Everything but errors goes to standard output, as with pwsh.</summary>
internal sealed class ShellUI : PSHostUserInterface, IHostUISupportsMultipleChoiceSelection
{
    private readonly ShellConsole _console;
    private readonly Questions _questions;

    /// <param name="console">Where it is shown.</param>
    /// <param name="stop">Stops the running pipeline: Ctrl+C was the answer to a question.</param>
    public ShellUI(ShellConsole console, Action stop)
    {
        _console = console;
        _questions = new Questions(console, stop);
        RawUI = new ShellRawUI();
    }

    public override PSHostRawUserInterface RawUI { get; }

    public override bool SupportsVirtualTerminal => _console.Colour;

    public override void Write(string value) => _console.Write(value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        _console.Write(Coloured(foregroundColor, value));

    public override void WriteLine(string value) => _console.WriteLine(value);

    public override void WriteLine(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        _console.WriteLine(Coloured(foregroundColor, value));

    public override void WriteErrorLine(string value) =>
        _console.WriteErrorLine(value.Contains('\e') ? value : PSStyle.Instance.Formatting.Error + value + PSStyle.Instance.Reset);

    public override void WriteWarningLine(string message) => WriteStream(PSStyle.Instance.Formatting.Warning, "WARNING: ", message);

    public override void WriteVerboseLine(string message) => WriteStream(PSStyle.Instance.Formatting.Verbose, "VERBOSE: ", message);

    public override void WriteDebugLine(string message) => WriteStream(PSStyle.Instance.Formatting.Debug, "DEBUG: ", message);

    public override void WriteProgress(long sourceId, ProgressRecord record) => _console.Progress.Show(record);

    // Null at the end of the input, as pwsh's host has it: a command that reads until then must see it.
    public override string ReadLine() => _questions.ReadLine()!;

    public override SecureString ReadLineAsSecureString() => _questions.ReadSecret();

    public override Dictionary<string, PSObject> Prompt(
        string caption, string message, Collection<FieldDescription> descriptions) =>
        _questions.Fields(caption, message, descriptions);

    public override int PromptForChoice(
        string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        _questions.Choice(caption, message, choices, defaultChoice);

    public Collection<int> PromptForChoice(
        string? caption, string? message, Collection<ChoiceDescription> choices, IEnumerable<int>? defaultChoices) =>
        _questions.Choices(caption, message, choices, defaultChoices);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        _questions.Credential(caption, message, userName);

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) =>
        _questions.Credential(caption, message, userName);

    private void WriteStream(string colour, string label, string message) =>
        _console.WriteLine(colour + label + message + PSStyle.Instance.Reset);

    private static string Coloured(ConsoleColor colour, string text) =>
        (int)colour is >= 0 and <= 15 ? PSStyle.MapForegroundColorToEscapeSequence(colour) + text + PSStyle.Instance.Reset : text;
}

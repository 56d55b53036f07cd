using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace BedrockPS.Unit.Tools;

/// <summary>A host whose user answers each question with the next of some answers, and remembers what was asked.</summary>
public sealed class AnsweringHost : PSHost
{
    private readonly AnsweringUI _ui = new();

    /// <summary>Labels of choices, such as Yes or "No to All", & left out.</summary>
    public Queue<string> Answers => _ui.Answers;

    public List<string> Questions => _ui.Questions;

    /// <summary>What stands on the screen, such as What if lines.</summary>
    public List<string> Screen => _ui.Screen;

    /// <summary>The answer that Enter alone would have given to the last question.</summary>
    public string? Default => _ui.Default;

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "AnsweringHost";

    public override PSHostUserInterface UI => _ui;

    public override Version Version { get; } = new(1, 0);

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
    }

    private sealed class AnsweringUI : PSHostUserInterface
    {
        public Queue<string> Answers { get; } = new();

        public List<string> Questions { get; } = [];

        public List<string> Screen { get; } = [];

        public string? Default { get; private set; }

        public override PSHostRawUserInterface? RawUI => null;

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
        {
            Questions.Add(message);
            List<string> labels = [.. System.Linq.Enumerable.Select(choices, static choice => choice.Label.Replace("&", "", StringComparison.Ordinal))];
            Default = labels[defaultChoice];
            return labels.IndexOf(Answers.Dequeue());
        }

        public override void Write(string value) => Screen.Add(value);

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Screen.Add(value);

        public override void WriteLine(string value) => Screen.Add(value);

        public override void WriteErrorLine(string value) => Screen.Add(value);

        public override void WriteDebugLine(string message) => Screen.Add(message);

        public override void WriteProgress(long sourceId, ProgressRecord record)
        {
        }

        public override void WriteVerboseLine(string message) => Screen.Add(message);

        public override void WriteWarningLine(string message) => Screen.Add(message);

        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
            throw new InvalidOperationException("Nothing should be asked this way.");

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
            throw new InvalidOperationException("Nothing should be asked this way.");

        public override PSCredential PromptForCredential(
            string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
            throw new InvalidOperationException("Nothing should be asked this way.");

        public override string ReadLine() => throw new InvalidOperationException("Nothing should be asked this way.");

        public override SecureString ReadLineAsSecureString() => throw new InvalidOperationException("Nothing should be asked this way.");
    }
}

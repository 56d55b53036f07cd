using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

namespace BedrockPS.PesterRunner.Hosting;

/// <summary>Takes what is written to the host and answers no question. A test reads the text as $Host.PrivateData.Text.</summary>
internal sealed class SilentHost : PSHost
{
    private readonly SilentUI _ui = new();

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "BedrockPS.PesterRunner";

    public override Version Version { get; } = new(1, 0);

    public override PSHostUserInterface UI => _ui;

    public override PSObject PrivateData => PSObject.AsPSObject(_ui);

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
}

/// <summary>Public members alone are seen by a script.</summary>
public sealed class SilentUI : PSHostUserInterface
{
    private readonly StringBuilder _text = new();

    public string Text => _text.ToString();

    public override PSHostRawUserInterface RawUI => null!;

    public override void Write(string value) => _text.Append(value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => _text.Append(value);

    public override void WriteLine(string value) => _text.AppendLine(value);

    public override void WriteErrorLine(string value) => _text.AppendLine(value);

    public override void WriteWarningLine(string message)
    {
    }

    public override void WriteVerboseLine(string message)
    {
    }

    public override void WriteDebugLine(string message)
    {
    }

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }

    public override string ReadLine() => throw Nobody();

    public override SecureString ReadLineAsSecureString() => throw Nobody();

    public override Dictionary<string, PSObject> Prompt(
        string caption, string message, Collection<FieldDescription> descriptions) => throw Nobody();

    public override int PromptForChoice(
        string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) => throw Nobody();

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw Nobody();

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) => throw Nobody();

    private static HostException Nobody() => new("Nobody is there to answer: a test asked a question.");
}

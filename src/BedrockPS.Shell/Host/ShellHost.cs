using System;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Reflection;
using BedrockPS.Shell.Interactive;

namespace BedrockPS.Shell.Host;

/// <summary>What the engine sees of this program.</summary>
internal sealed class ShellHost : PSHost
{
    private readonly Session _session;
    private PSObject? _privateData;

    public ShellHost(Session session, bool interactive)
    {
        _session = session;
        Console = new ShellConsole(interactive);
        UI = new ShellUI(Console);
    }

    public ShellConsole Console { get; }

    public override PSHostUserInterface UI { get; }

    public override string Name => "BedrockPS.Shell";

    public override Version Version { get; } = Assembly.GetExecutingAssembly().GetName().Version!;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    /// <summary>What $? was at the end of a -Command text.</summary>
    public bool LastCommandSucceeded { get; set; }

    public override PSObject PrivateData => _privateData ??= new PSObject(this);

    public override void SetShouldExit(int exitCode) => _session.ExitCode = exitCode;

    public override void EnterNestedPrompt() => new Repl(_session, quiet: true).RunNested();

    public override void ExitNestedPrompt() => Repl.EndNested();

    public override void NotifyBeginApplication() => Console.Progress.Clear();

    public override void NotifyEndApplication()
    {
    }
}

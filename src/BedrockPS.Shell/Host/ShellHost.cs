using System;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation.Host;
using System.Reflection;
using BedrockPS.Shell.Interactive;

namespace BedrockPS.Shell.Host;

/// <summary>What the engine sees of this program.</summary>
internal sealed class ShellHost : PSHost
{
    private readonly Session _session;
    private readonly Stack<Repl> _nested = new();

    public ShellHost(Session session, bool interactive)
    {
        _session = session;
        Console = new ShellConsole(interactive);
        UI = new ShellUI(Console, session.Stop);
    }

    public ShellConsole Console { get; }

    public override PSHostUserInterface UI { get; }

    public override string Name => "BedrockPS.Shell";

    public override Version Version { get; } = Assembly.GetExecutingAssembly().GetName().Version!;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override void SetShouldExit(int exitCode) => _session.ExitCode = exitCode;

    public override void EnterNestedPrompt()
    {
        Repl nested = new(_session);
        _nested.Push(nested);
        try
        {
            nested.Run();
        }
        finally
        {
            _nested.Pop();
        }
    }

    public override void ExitNestedPrompt()
    {
        if (_nested.TryPeek(out Repl? nested))
        {
            nested.End();
        }
    }

    public override void NotifyBeginApplication() => Console.Progress.Clear();

    public override void NotifyEndApplication()
    {
    }
}

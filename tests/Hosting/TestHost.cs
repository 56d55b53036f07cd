using System;
using System.Globalization;
using System.Management.Automation.Host;

namespace BedrockPS.Testing;

/// <summary>What every host of the tests shares: a culture that is nobody's, and no prompt inside a prompt.</summary>
public abstract class TestHost : PSHost
{
    protected TestHost(PSHostUserInterface ui) => UI = ui;

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => GetType().Name;

    public override PSHostUserInterface UI { get; }

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
}

using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.PesterRunner.Hosting;
using BedrockPS.PesterRunner.Model;

namespace BedrockPS.PesterRunner.Commands;

/// <summary>BeforeAll and its like: remembered in discovery, run with the tests.</summary>
public abstract class SetupCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public ScriptBlock Scriptblock { get; set; } = null!;

    protected override void EndProcessing() => ListOf(Discovery.Of(this).Current).Add(Scriptblock);

    protected abstract List<ScriptBlock> ListOf(PesterBlock block);
}

[Cmdlet("BeforeAll", "Block")]
public sealed class BeforeAllCommand : SetupCommand
{
    protected override List<ScriptBlock> ListOf(PesterBlock block) => block.BeforeAll;
}

[Cmdlet("BeforeEach", "Block")]
public sealed class BeforeEachCommand : SetupCommand
{
    protected override List<ScriptBlock> ListOf(PesterBlock block) => block.BeforeEach;
}

[Cmdlet("AfterEach", "Block")]
public sealed class AfterEachCommand : SetupCommand
{
    protected override List<ScriptBlock> ListOf(PesterBlock block) => block.AfterEach;
}

[Cmdlet("AfterAll", "Block")]
public sealed class AfterAllCommand : SetupCommand
{
    protected override List<ScriptBlock> ListOf(PesterBlock block) => block.AfterAll;
}

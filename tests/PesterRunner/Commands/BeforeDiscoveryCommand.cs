using System.Management.Automation;

namespace BedrockPS.PesterRunner.Commands;

/// <summary>Runs at once and in the scope it stands in, so that its variables feed -ForEach and -Skip.</summary>
[Cmdlet("BeforeDiscovery", "Block")]
public sealed class BeforeDiscoveryCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public ScriptBlock ScriptBlock { get; set; } = null!;

    protected override void EndProcessing() =>
        InvokeCommand.InvokeScript(useLocalScope: false, ScriptBlock, null, null);
}

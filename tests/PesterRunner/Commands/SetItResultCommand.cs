using System;
using System.Management.Automation;
using BedrockPS.PesterRunner.Model;

namespace BedrockPS.PesterRunner.Commands;

/// <summary>Leaves the running test as skipped.</summary>
[Cmdlet(VerbsCommon.Set, "ItResult")]
public sealed class SetItResultCommand : PSCmdlet
{
    [Parameter(Mandatory = true, ParameterSetName = "Skipped")]
    public SwitchParameter Skipped { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = "Inconclusive")]
    public SwitchParameter Inconclusive { get; set; }

    [Parameter]
    public string? Because { get; set; }

    protected override void EndProcessing() => ThrowTerminatingError(new ErrorRecord(
        new OperationCanceledException(Because ?? "Skipped by the test itself."),
        PesterTest.SkipId,
        ErrorCategory.OperationStopped,
        null));
}

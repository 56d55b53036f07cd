using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Makes or starts what takes its time, and can wait for it.</summary>
public abstract class StartResourceCmdlet : NewResourceCmdlet
{
    /// <summary>Waits until it is done, -TimeoutSec at most. One that fails is an error that carries the service's reason.</summary>
    [Parameter]
    public new SwitchParameter Wait { get; set; }

    /// <summary>
    /// Waits in a PowerShell job, and writes that job: Receive-Job gives what is done, and its state is Failed where something failed.
    /// Stop-Job ends the wait alone; the work goes on at the service.
    /// </summary>
    [Parameter]
    public SwitchParameter AsJob { get; set; }

    private protected override bool Waits => Wait || AsJob;

    private protected override bool WaitsAsJob => AsJob;

    private protected override void WriteMade(ResourceContent made, Dictionary<string, object?> given)
    {
        if (Waits && Type.Get is not null && Resources.Locate(made, given) is Dictionary<string, object?> key)
        {
            WaitFor(key, made);
        }
        else
        {
            base.WriteMade(made, given);
        }
    }
}

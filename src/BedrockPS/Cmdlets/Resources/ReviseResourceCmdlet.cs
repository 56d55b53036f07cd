using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Changes what takes its time to change, and can wait for it.</summary>
public abstract class ReviseResourceCmdlet : SetResourceCmdlet
{
    /// <summary>Waits until the change is made, -TimeoutSec at most. One that fails is an error that carries the service's reason.</summary>
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

    private protected override void Finished(ResourceContent changed, Dictionary<string, object?> members)
    {
        if (Waits)
        {
            WaitFor(Resources.Key(members, Type.Update!), changed);
        }
        else
        {
            base.Finished(changed, members);
        }
    }

    private protected override void WriteDone(PSObject done)
    {
        if (PassThru)
        {
            base.WriteDone(done);
        }
    }
}

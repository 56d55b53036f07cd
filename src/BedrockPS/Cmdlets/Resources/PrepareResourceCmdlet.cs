using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Sets something going with resources that are there, writes them as the service then shows them, and can wait until it is done.</summary>
public abstract class PrepareResourceCmdlet : ResourceActionCmdlet
{
    /// <summary>Waits until changes under way are made, and then until it is done, -TimeoutSec at most each. One that fails is an error that carries the service's reason.</summary>
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

    private protected override void Starting(Dictionary<string, object?> members)
    {
        if (Waits)
        {
            // A change that is still being made would make the service refuse.
            WaitWhileBusy(Resources.Key(members, Operation));
        }
    }

    private protected override void Finished(ResourceContent answer, Dictionary<string, object?> members)
    {
        if (Waits && Resources.Locate(answer, members) is Dictionary<string, object?> key)
        {
            WaitFor(key, answer);
        }
        else
        {
            WriteAsShown(answer, members);
        }
    }
}

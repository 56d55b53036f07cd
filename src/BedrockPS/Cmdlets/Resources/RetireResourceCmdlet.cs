using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Removes what takes its time to go, and can wait until it is gone.</summary>
public abstract class RetireResourceCmdlet : RemoveResourceCmdlet
{
    /// <summary>Waits until it is gone, -TimeoutSec at most. A removal that fails is an error that carries the service's reason.</summary>
    [Parameter]
    public new SwitchParameter Wait { get; set; }

    private protected override bool Waits => Wait;

    private protected override void Finished(ResourceContent answer, Dictionary<string, object?> members)
    {
        if (Waits)
        {
            WaitFor(Resources.Key(members, Operation), null, isLeaving: true);
        }
    }
}

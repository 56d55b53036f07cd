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

    private protected override int? CallTimeoutSec => Wait ? null : TimeoutSec;

    private protected override void Finished(ResourceContent changed, Dictionary<string, object?> members)
    {
        if (!Wait)
        {
            base.Finished(changed, members);
        }
        else if (WhenDone(Resources.Key(members)) is PSObject done && PassThru)
        {
            WriteObject(done);
        }
    }
}

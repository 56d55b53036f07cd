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

    private protected override int? CallTimeoutSec => Wait ? null : TimeoutSec;

    private protected override void WriteMade(ResourceContent made, Dictionary<string, object?> given)
    {
        if (!Wait || Type.Get is null || Resources.Locate(made, given) is not Dictionary<string, object?> key)
        {
            base.WriteMade(made, given);
        }
        else if (WhenDone(key) is PSObject done)
        {
            WriteObject(done);
        }
    }
}

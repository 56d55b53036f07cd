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

    private protected override int? CallTimeoutSec => Wait ? null : TimeoutSec;

    private protected override void Starting(Dictionary<string, object?> members)
    {
        if (Wait)
        {
            // A change that is still being made would make the service refuse.
            WhileBusy(Resources.Key(members));
        }
    }

    private protected override void Finished(ResourceContent answer, Dictionary<string, object?> members)
    {
        if (!Wait || Resources.Locate(answer, members) is not Dictionary<string, object?> key)
        {
            WriteAsShown(answer, members);
        }
        else if (WhenDone(key) is PSObject done)
        {
            WriteObject(done);
        }
    }
}

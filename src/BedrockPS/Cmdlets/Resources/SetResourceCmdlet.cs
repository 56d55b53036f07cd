using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Changes what is given of a resource and leaves the rest as it is.</summary>
public abstract class SetResourceCmdlet : ResourceCmdlet
{
    /// <summary>Writes the resource as it then is.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    internal override IEnumerable<string> OperationNames => [Type.Update!];

    protected override void Process() => ForEachIdentity(Identities ?? [], identity => WithIdentity(Type.Operation(Type.Update!), identity, Change));

    private protected virtual bool Change(string identity)
    {
        OperationDescription update = Type.Operation(Type.Update!);
        Dictionary<string, object?> members = Members(update, identity);
        if (!ShouldProcess(Describe(identity, members), update.Name))
        {
            return true;
        }

        Dictionary<string, object?> all = Wait(Resources.OverPresentAsync(members, StopToken));
        Complete(all);
        Finished(Wait(Resources.RunAsync(update, all, StopToken)), members);
        return true;
    }

    /// <summary>Changes parts of a member, given all that is about to be sent: what was read, and over it what was given.</summary>
    private protected virtual void Complete(Dictionary<string, object?> members)
    {
    }

    /// <summary>The change has been made.</summary>
    private protected virtual void Finished(ResourceContent changed, Dictionary<string, object?> members)
    {
        if (PassThru)
        {
            WriteObject(Show(Type.Get is null ? changed : Wait(Resources.GetAsync(Resources.Key(members, Type.Update!), StopToken))));
        }
    }
}

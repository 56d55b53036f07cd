using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Shows resources whose versions the list operation tells, one resource at a time.</summary>
public abstract class GetVersionedResourceCmdlet : GetResourceCmdlet
{
    /// <summary>Lists every version of those named by -Id, the draft included.</summary>
    [Parameter]
    public SwitchParameter AllVersion { get; set; }

    internal override IReadOnlyCollection<string> AmendedMembers => [ResourceKey.IdentityOf(Type.Operation(Type.Get!))!];

    protected override void Process()
    {
        if (!AllVersion)
        {
            base.Process();
            return;
        }

        string[] identities = Identities
            ?? throw new BedrockException("ParameterInvalid", $"-AllVersion lists the versions of one {Type.Label}: give -Id too.");
        OperationDescription get = Type.Operation(Type.Get!);
        ForEachIdentity(identities, identity => WithIdentity(get, identity, id =>
        {
            WritePages(
                Type.Operation(Type.List!),
                new Dictionary<string, object?> { [ResourceKey.IdentityOf(get)!] = id },
                (item, shape) => Show(new ResourceContent(Type, (Dictionary<string, object?>)item!, shape)));
            return true;
        }));
    }
}

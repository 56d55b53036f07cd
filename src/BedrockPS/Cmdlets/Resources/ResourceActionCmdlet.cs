using System.Collections.Generic;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Has something done with resources that are there: stopped, prepared, removed.</summary>
public abstract class ResourceActionCmdlet : ResourceCmdlet
{
    internal override IEnumerable<string> OperationNames => [Operation];

    /// <summary>The operation that does it.</summary>
    private protected abstract string Operation { get; }

    protected override void Process() => ForEachIdentity(Identities ?? [], identity => WithIdentity(Type.Operation(Operation), identity, Act));

    private protected virtual bool Act(string identity)
    {
        OperationDescription operation = Type.Operation(Operation);
        Dictionary<string, object?> members = Members(operation, identity);
        if (IsAgreed(Describe(identity, members), operation.Name))
        {
            Finished(Wait(Resources.RunAsync(operation, members, StopToken)), members);
        }

        return true;
    }

    private protected virtual bool IsAgreed(string target, string action) => ShouldProcess(target, action);

    /// <summary>What is written when it is done; nothing, if not said otherwise.</summary>
    private protected virtual void Finished(ResourceContent answer, Dictionary<string, object?> members)
    {
    }
}

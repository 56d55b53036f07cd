using System.Collections.Generic;
using BedrockPS.Errors;
using BedrockPS.Models;
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
            Starting(members);
            ResourceContent answer = Wait(Resources.RunAsync(operation, members, StopToken));
            ThrowRefusal(operation, answer);
            Finished(answer, members);
        }

        return true;
    }

    /// <summary>An operation that takes several at once succeeds as a whole, and tells of those it refused in its answer.</summary>
    private static void ThrowRefusal(OperationDescription operation, ResourceContent answer)
    {
        foreach (IReadOnlyDictionary<string, object?> refusal in answer.Values.Maps("errors"))
        {
            throw ServiceErrors.FromItem(refusal, operation);
        }
    }

    private protected virtual bool IsAgreed(string target, string action) => ShouldProcess(target, action);

    /// <summary>It is about to be done; nothing, if not said otherwise.</summary>
    private protected virtual void Starting(Dictionary<string, object?> members)
    {
    }

    /// <summary>What is written when it is done; nothing, if not said otherwise.</summary>
    private protected virtual void Finished(ResourceContent answer, Dictionary<string, object?> members)
    {
    }
}

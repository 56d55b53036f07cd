using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Makes a resource, or starts a job, and writes it as the service then shows it.</summary>
public abstract class NewResourceCmdlet : ResourceCmdlet
{
    /// <summary>
    /// Your own token for this request, so that a repetition makes no second one. Without it every run of the command makes a new one;
    /// attempts within a run share a token.
    /// </summary>
    [Parameter]
    [Alias("ClientRequestToken")]
    [ValidateNotNullOrEmpty]
    public string? ClientToken { get; set; }

    internal override IEnumerable<string> OperationNames => [Operation];

    /// <summary>The operation that makes it.</summary>
    private protected virtual string Operation => Type.Create!;

    protected override void Process()
    {
        if (Identities is string[] parents)
        {
            ForEachIdentity(parents, parent => WithIdentity(Type.Operation(Operation), parent, Make));
        }
        else
        {
            try
            {
                Make(null);
            }
            catch (BedrockException exception) when (ParentType is ResourceType parent)
            {
                Advise(exception, parent);
                throw;
            }
        }
    }

    private bool Make(string? parent)
    {
        OperationDescription create = Type.Operation(Operation);
        Dictionary<string, object?> members = Members(create, parent);
        if (ClientToken is not null && TokenMember(create) is string token)
        {
            members[token] = ClientToken;
        }

        if (ShouldProcess(Describe(parent, members), create.Name))
        {
            WriteMade(WithParents(members, () => Wait(Resources.RunAsync(create, members, StopToken))), members);
        }

        return true;
    }

    /// <summary>Writes what was made.</summary>
    private protected virtual void WriteMade(ResourceContent made, Dictionary<string, object?> given) => WriteAsShown(made, given);

    private static string? TokenMember(OperationDescription operation)
    {
        foreach (MemberDescription member in operation.Input!.Members)
        {
            if (member.IsIdempotencyToken || member.Name is "clientRequestToken" or "clientToken")
            {
                return member.Name;
            }
        }

        return null;
    }
}

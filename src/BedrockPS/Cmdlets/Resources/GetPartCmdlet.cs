using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Shows what belongs to something else, such as the aliases of an agent. Where the pipeline brings that, the first value says which
/// part is meant: <c>Get-BRAgent orders | Get-BRAgentAlias live</c>.
/// </summary>
public abstract class GetPartCmdlet : GetResourceCmdlet
{
    /// <summary>What the pipeline brings, for a look at what it belongs to.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    protected override void Process()
    {
        Dictionary<string, object> bound = MyInvocation.BoundParameters;
        IReadOnlyList<ResourceParameter> parameters = ResourceParameter.Of(GetType());
        ResourceParameter identity = parameters.First(static parameter => parameter.IsIdentity);
        ResourceParameter[] parents = [.. parameters.Where(static parameter => parameter.IsParent)];
        bool isFirstTyped = IsTyped(parents[0].Name) && !IsTyped(identity.Name) && !parents.Skip(1).Any(parent => IsTyped(parent.Name));

        // An agent has a version of its own, which does not say which one is meant.
        bool isSaid = bound.TryGetValue(identity.Name, out object? brought) && !IsWhole;
        if (InputObject is null || !isFirstTyped || isSaid)
        {
            base.Process();
            return;
        }

        // PowerShell gave the value to the first parameter before it looked at the pipeline.
        object typed = bound[parents[0].Name];
        if (parents.Any(parent => BroughtFor(parent) is null))
        {
            throw new BedrockException(
                "ParameterInvalid",
                $"-{parents[0].Name} is given, and the pipeline brings a {InputObject.BaseObject.GetType().Name} that names no {Type.Label}.");
        }

        try
        {
            foreach (ResourceParameter parent in parents)
            {
                bound[parent.Name] = BroughtFor(parent)!;
            }

            MoveTyped(parents[0].Name, identity.Name);
            bound[identity.Name] = GetType().GetProperty(identity.Name)!.PropertyType.IsArray ? new[] { (string)typed } : typed;
            base.Process();
        }
        finally
        {
            MoveTyped(identity.Name, parents[0].Name);
            bound[parents[0].Name] = typed;
            bound.Remove(identity.Name);
            if (brought is not null)
            {
                bound[identity.Name] = brought;
            }
        }
    }

    private bool IsWhole => ParentType is { } whole && InputObject?.TypeNames.Any(name => name.EndsWith("BedrockPS." + whole.Name, StringComparison.Ordinal)) == true;

    private string? BroughtFor(ResourceParameter parent) => InputObject!.Properties[parent.Name]?.Value as string is { Length: > 0 } id ? id : null;
}

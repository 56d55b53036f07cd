using System;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Api;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Removes resources. PowerShell asks first, unless -Force or -Confirm:$false is given.</summary>
public abstract class RemoveResourceCmdlet : ResourceActionCmdlet
{
    /// <summary>Removes without asking.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>What the pipeline brings, for a look at what it is.</summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    public PSObject? InputObject { get; set; }

    private protected override string Operation => Type.Delete!;

    private protected override bool IsAgreed(string target, string action) => IsSpared(Force) || base.IsAgreed(target, action);

    protected override void Process()
    {
        if (InputObject is not null && OwnObject.KindOf(InputObject) is string kind && ResourceTypes.Named(kind) is ResourceType part && IsPart(part))
        {
            throw new BedrockException("ParameterInvalid", $"What was piped is {part.Article} {part.Label}, and the whole {Type.Label} it belongs to would go.")
            {
                RecommendedAction = $"Remove-BR{part.Name} removes it alone. To remove the whole {Type.Label}, name it.",
            };
        }

        base.Process();
    }

    /// <summary>
    /// A version or an alias names what it belongs to, which is not what is meant to go with it. An id that was typed is meant.
    /// </summary>
    private bool IsPart(ResourceType part) =>
        part.Delete is not null
        && part != Type
        && Array.IndexOf(Type.Id, part.Id[0]) < 0
        && part.Operation(part.Delete).Input!.Members.Count(static member => member.Location == MemberLocation.Path) > 1
        && ResourceParameter.Of(GetType()).Any(parameter => parameter.IsIdentity && !IsTyped(parameter.Name));
}

using System.Management.Automation;

namespace BedrockPS.Cmdlets;

/// <summary>Removes resources. PowerShell asks first, unless -Force or -Confirm:$false is given.</summary>
public abstract class RemoveResourceCmdlet : ResourceActionCmdlet
{
    /// <summary>Removes without asking.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override string Operation => Type.Delete!;

    private protected override bool IsAgreed(string target, string action) => IsSpared(Force) || base.IsAgreed(target, action);
}

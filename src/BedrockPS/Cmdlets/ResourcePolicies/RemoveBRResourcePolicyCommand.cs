using System.Management.Automation;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Takes the policy off resources: nobody else may use them then. PowerShell asks first.</summary>
[Cmdlet(VerbsCommon.Remove, "BRResourcePolicy", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[Calls("bedrock", "DeleteResourcePolicy")]
[Calls("bedrock-agent", "DeleteResourcePolicy")]
[OutputType(typeof(void))]
public sealed class RemoveBRResourcePolicyCommand : ArnCmdlet
{
    /// <summary>ARNs, or objects that have one.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("ResourceArn")]
    [ResourceArn]
    public string[] Arn { get; set; } = null!;

    /// <summary>The revision to remove, as Get-BRResourcePolicy shows it; with another one there, this fails. Agents, knowledge bases, flows and prompts only.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? RevisionId { get; set; }

    /// <summary>Removes without asking.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override string[] Arns => Arn;

    protected override void Process() => ForEachArn(arn =>
    {
        if (IsSpared(Force) || ShouldProcess($"policy of {arn}", "DeleteResourcePolicy"))
        {
            Wait(new ResourcePolicyApi(Api).RemoveAsync(arn, RevisionId, StopToken));
        }
    });
}

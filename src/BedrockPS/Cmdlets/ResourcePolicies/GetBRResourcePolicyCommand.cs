using System.Management.Automation;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Shows the policy on a resource: who else may use it.</summary>
[Cmdlet(VerbsCommon.Get, "BRResourcePolicy")]
[Calls("bedrock", "GetResourcePolicy")]
[Calls("bedrock-agent", "GetResourcePolicy")]
[OutputType(typeof(ResourcePolicy))]
public sealed class GetBRResourcePolicyCommand : ArnCmdlet
{
    /// <summary>ARNs, or objects that have one.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("ResourceArn")]
    [ResourceArn]
    public string[] Arn { get; set; } = null!;

    private protected override string[] Arns => Arn;

    protected override void Process() => ForEachArn(arn => WriteObject(Wait(new ResourcePolicyApi(Api).GetAsync(arn, StopToken))));
}

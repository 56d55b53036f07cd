using System.Management.Automation;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Shows the tags of anything of Bedrock's that has an ARN, one object each.</summary>
[Cmdlet(VerbsCommon.Get, "BRTag")]
[Calls("bedrock", "ListTagsForResource")]
[Calls("bedrock-agent", "ListTagsForResource")]
[Calls("bedrock-agent-runtime", "ListTagsForResource")]
[OutputType(typeof(ResourceTag))]
public sealed class GetBRTagCommand : ArnCmdlet
{
    /// <summary>ARNs, or objects that have one.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("ResourceArn")]
    [ResourceArn]
    public string[] Arn { get; set; } = null!;

    private protected override string[] Arns => Arn;

    protected override void Process() => ForEachArn(arn => WriteObject(Wait(new TagApi(Api).GetAsync(arn, StopToken))));
}

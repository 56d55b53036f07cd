using System.Management.Automation;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Removes tags by their names from anything of Bedrock's that has an ARN. A name it does not have is no error.</summary>
[Cmdlet(VerbsCommon.Remove, "BRTag", SupportsShouldProcess = true)]
[Calls("bedrock", "UntagResource")]
[Calls("bedrock-agent", "UntagResource")]
[Calls("bedrock-agent-runtime", "UntagResource")]
[OutputType(typeof(void))]
public sealed class RemoveBRTagCommand : ArnCmdlet
{
    /// <summary>ARNs, or objects that have one.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("ResourceArn")]
    [ResourceArn]
    public string[] Arn { get; set; } = null!;

    /// <summary>Names of tags.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Alias("TagKey")]
    public string[] Key { get; set; } = null!;

    private protected override string[] Arns => Arn;

    protected override void Process() => ForEachArn(arn =>
    {
        if (ShouldProcess($"{arn} ({string.Join(", ", Key)})", "UntagResource"))
        {
            Wait(new TagApi(Api).RemoveAsync(arn, Key, StopToken));
        }
    });
}

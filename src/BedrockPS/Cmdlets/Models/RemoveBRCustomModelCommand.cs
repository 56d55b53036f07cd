using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Removes custom models. One that is deployed or has provisioned throughput cannot be removed before those are.</summary>
[Cmdlet(VerbsCommon.Remove, "BRCustomModel", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveBRCustomModelCommand : RemoveResourceCmdlet
{
    /// <summary>ARNs or names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("CustomModelArn", "ModelArn", "OutputModelArn", "TargetModelArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] Id { get; set; } = null!;

    private protected override ResourceType Type => ResourceTypes.CustomModel;
}

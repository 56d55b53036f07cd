using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Has a deployment serve another custom model. Calls go on while it changes, and name the deployment as before.</summary>
[Cmdlet(VerbsCommon.Set, "BRCustomModelDeployment", SupportsShouldProcess = true)]
[OutputType("BedrockPS.CustomModelDeployment")]
public sealed class SetBRCustomModelDeploymentCommand : SetResourceCmdlet
{
    /// <summary>Ids, ARNs or names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("CustomModelDeploymentId", "CustomModelDeploymentArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] Id { get; set; } = null!;

    /// <summary>Custom model to serve from now on: an ARN or a name.</summary>
    [Parameter(Mandatory = true)]
    [ModelArn(IsCustom = true)]
    public string ModelArn { get; set; } = null!;

    private protected override ResourceType Type => ResourceTypes.CustomModelDeployment;
}

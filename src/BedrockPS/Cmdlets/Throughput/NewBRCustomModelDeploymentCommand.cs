using System.Collections;
using System.Management.Automation;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Deploys a custom model for calls on demand. Calls name the deployment by its ARN and are paid for by their tokens.
/// </summary>
[Cmdlet(VerbsCommon.New, "BRCustomModelDeployment", SupportsShouldProcess = true)]
[OutputType("BedrockPS.CustomModelDeployment")]
public sealed class NewBRCustomModelDeploymentCommand : StartResourceCmdlet
{
    /// <summary>Name, up to 63 letters, digits, hyphens and underscores.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Member("modelDeploymentName")]
    [Alias("ModelDeploymentName")]
    public string Name { get; set; } = null!;

    /// <summary>Custom model to deploy: an ARN or a name.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ModelArn(IsCustom = true)]
    [Alias("CustomModelArn", "OutputModelArn")]
    public string ModelArn { get; set; } = null!;

    /// <summary>What it is for, up to 2048 characters.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Tags, a hashtable of names and values.</summary>
    [Parameter]
    [Member("tags")]
    public IDictionary? Tag { get; set; }

    private protected override ResourceType Type => ResourceTypes.CustomModelDeployment;
}

using System.Collections;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Makes an application inference profile. Calls through it reach the model it was made for, and its tags tell their costs apart.
/// Name it by its ARN in calls.
/// </summary>
[Cmdlet(VerbsCommon.New, "BRInferenceProfile", SupportsShouldProcess = true)]
[OutputType("BedrockPS.InferenceProfile")]
public sealed class NewBRInferenceProfileCommand : NewResourceCmdlet
{
    /// <summary>Name, up to 64 letters and digits, with single spaces, hyphens or underscores between them.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Member("inferenceProfileName")]
    [Alias("InferenceProfileName")]
    public string Name { get; set; } = null!;

    /// <summary>
    /// What it routes to: a foundation model for calls in this region, or an inference profile of the service's own for calls
    /// across regions. An id, an ARN, or a short name that fits one model.
    /// </summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Member("modelSource.copyFrom")]
    [ModelArn]
    [Alias("InferenceProfileArn", "ModelArn", "Arn", "ModelId")]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string ModelSource { get; set; } = null!;

    /// <summary>What it is for, up to 200 characters.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Tags, a hashtable of names and values.</summary>
    [Parameter]
    [Member("tags")]
    public IDictionary? Tag { get; set; }

    private protected override ResourceType Type => ResourceTypes.InferenceProfile;
}

using System.Collections;
using System.Management.Automation;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Copies a custom model into the region of the call. It is called in the region that shall have the copy: give that as -Region,
/// and the model of the other region by its ARN or from the pipeline.
/// </summary>
[Cmdlet(VerbsLifecycle.Start, "BRModelCopyJob", SupportsShouldProcess = true)]
[OutputType("BedrockPS.ModelCopyJob")]
public sealed class StartBRModelCopyJobCommand : StartResourceCmdlet
{
    /// <summary>Custom model to copy, an ARN; the name of one of this region will do too.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ModelArn(IsCustom = true)]
    [Alias("ModelArn")]
    public string SourceModelArn { get; set; } = null!;

    /// <summary>Name of the copy, up to 63 letters, digits, hyphens and underscores.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    public string TargetModelName { get; set; } = null!;

    /// <summary>KMS key that encrypts the copy: id, ARN or alias.</summary>
    [Parameter]
    [Member("modelKmsKeyId")]
    public string? KmsKeyId { get; set; }

    /// <summary>Tags of the copy, a hashtable of names and values.</summary>
    [Parameter]
    [Member("targetModelTags")]
    public IDictionary? Tag { get; set; }

    private protected override ResourceType Type => ResourceTypes.ModelCopyJob;
}

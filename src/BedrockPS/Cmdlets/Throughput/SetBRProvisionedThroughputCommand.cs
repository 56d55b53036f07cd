using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Renames provisioned throughput, or has it serve another model. What it may serve instead is a custom model of the same base
/// model, or that base model; units and commitment stay as they are.
/// </summary>
[Cmdlet(VerbsCommon.Set, "BRProvisionedThroughput", SupportsShouldProcess = true)]
[OutputType("BedrockPS.ProvisionedThroughput")]
public sealed class SetBRProvisionedThroughputCommand : SetResourceCmdlet
{
    /// <summary>Ids, ARNs or names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ProvisionedThroughputId", "ProvisionedModelId", "ProvisionedModelArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] Id { get; set; } = null!;

    /// <summary>New name, up to 63 letters, digits, hyphens and underscores.</summary>
    [Parameter]
    [Member("desiredProvisionedModelName")]
    [Alias("ProvisionedModelName")]
    public string? Name { get; set; }

    /// <summary>Model to serve from now on: id or ARN of a foundation model, ARN or name of a custom model.</summary>
    [Parameter]
    [Member("desiredModelId")]
    [Alias("Model")]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string? ModelId { get; set; }

    private protected override ResourceType Type => ResourceTypes.ProvisionedThroughput;

    private protected override void Finished(ResourceContent changed, Dictionary<string, object?> members)
    {
        // Named by the old name, it would not be found any more.
        members["provisionedModelId"] = Name ?? members["provisionedModelId"];
        base.Finished(changed, members);
    }
}

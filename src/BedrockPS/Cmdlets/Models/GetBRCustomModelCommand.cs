using System;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Lists custom models, or shows one with what it was made from. They come from customization jobs, from copies of other regions
/// and accounts, and from New-BRCustomModel. A custom model is called through a deployment or through provisioned throughput.
/// </summary>
[Cmdlet(VerbsCommon.Get, "BRCustomModel", SupportsPaging = true)]
[OutputType("BedrockPS.CustomModel")]
public sealed class GetBRCustomModelCommand : GetResourceCmdlet
{
    /// <summary>ARNs or names. With wildcards: those that fit. Without: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("CustomModelArn", "ModelArn", "OutputModelArn", "TargetModelArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [SupportsWildcards]
    [ResourceId]
    public string[]? Id { get; set; }

    /// <summary>Those made from this model alone: an id, an ARN, or a short name that fits one model.</summary>
    [Parameter]
    [Member("baseModelArnEquals")]
    [ModelArn]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string? BaseModel { get; set; }

    /// <summary>Those with this foundation model at the bottom alone: an id, an ARN, or a short name that fits one model.</summary>
    [Parameter]
    [Member("foundationModelArnEquals")]
    [ModelArn]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string? FoundationModel { get; set; }

    /// <summary>
    /// Those whose name holds this text alone. The service looks for it, where wildcards in -Id are compared here with all there
    /// are.
    /// </summary>
    [Parameter]
    public string? NameContains { get; set; }

    /// <summary>Those in this state alone: Active, Creating or Failed.</summary>
    [Parameter]
    [Member("modelStatus")]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string? Status { get; set; }

    /// <summary>Those your account owns alone; -Owned:$false gives those shared with it.</summary>
    [Parameter]
    [Member("isOwned")]
    public SwitchParameter Owned { get; set; }

    /// <summary>Those made after this time alone.</summary>
    [Parameter]
    [Member("creationTimeAfter")]
    public DateTime? CreatedAfter { get; set; }

    /// <summary>Those made before this time alone.</summary>
    [Parameter]
    [Member("creationTimeBefore")]
    public DateTime? CreatedBefore { get; set; }

    private protected override ResourceType Type => ResourceTypes.CustomModel;
}

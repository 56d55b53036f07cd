using System;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Lists deployments of custom models, or shows one. A deployment lets a custom model be called on demand; ModelId is what a call
/// names it by. A custom model that is piped in shows its deployments.
/// </summary>
[Cmdlet(VerbsCommon.Get, "BRCustomModelDeployment", SupportsPaging = true)]
[OutputType("BedrockPS.CustomModelDeployment")]
public sealed class GetBRCustomModelDeploymentCommand : GetResourceCmdlet
{
    /// <summary>Ids, ARNs or names. With wildcards: those that fit. Without: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("CustomModelDeploymentId", "CustomModelDeploymentArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [SupportsWildcards]
    [ResourceId]
    public string[]? Id { get; set; }

    /// <summary>
    /// Those whose name holds this text alone. The service looks for it, where wildcards in -Id are compared here with all there
    /// are.
    /// </summary>
    [Parameter]
    public string? NameContains { get; set; }

    /// <summary>Deployments of this custom model alone: an ARN or a name.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Member("modelArnEquals")]
    [ModelArn(IsCustom = true)]
    public string? ModelArn { get; set; }

    /// <summary>Those in this state alone.</summary>
    [Parameter]
    [Member("statusEquals")]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string? Status { get; set; }

    /// <summary>Those made after this time alone.</summary>
    [Parameter]
    [Member("createdAfter")]
    public DateTime? CreatedAfter { get; set; }

    /// <summary>Those made before this time alone.</summary>
    [Parameter]
    [Member("createdBefore")]
    public DateTime? CreatedBefore { get; set; }

    private protected override ResourceType Type => ResourceTypes.CustomModelDeployment;
}

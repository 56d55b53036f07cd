using System;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Lists imported models, or shows one with its architecture and units. They come from Start-BRModelImportJob and are called by
/// their ARN.
/// </summary>
[Cmdlet(VerbsCommon.Get, "BRImportedModel", SupportsPaging = true)]
[OutputType("BedrockPS.ImportedModel")]
public sealed class GetBRImportedModelCommand : GetResourceCmdlet
{
    /// <summary>ARNs or names. With wildcards: those that fit. Without: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ImportedModelArn", "ModelArn", "Arn")]
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

    /// <summary>Those made after this time alone.</summary>
    [Parameter]
    [Member("creationTimeAfter")]
    public DateTime? CreatedAfter { get; set; }

    /// <summary>Those made before this time alone.</summary>
    [Parameter]
    [Member("creationTimeBefore")]
    public DateTime? CreatedBefore { get; set; }

    private protected override ResourceType Type => ResourceTypes.ImportedModel;
}

using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Gives what a build of an automated-reasoning policy made: definition, log, reports, scenarios, tests or the document.</summary>
[Cmdlet(VerbsCommon.Get, "BRAutomatedReasoningAsset")]
[OutputType("BedrockPS.AutomatedReasoningAsset")]
public sealed class GetBRAutomatedReasoningAssetCommand : GetPartCmdlet
{
    /// <summary>The policy: ARN, id or name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string PolicyArn { get; set; } = null!;

    /// <summary>Ids of builds.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("BuildId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] BuildWorkflowId { get; set; } = null!;

    /// <summary>
    /// What to give: BUILD_LOG, QUALITY_REPORT, POLICY_DEFINITION, GENERATED_TEST_CASES, POLICY_SCENARIOS, FIDELITY_REPORT,
    /// ASSET_MANIFEST or SOURCE_DOCUMENT.
    /// </summary>
    [Parameter(Mandatory = true, Position = 2)]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string AssetType { get; set; } = null!;

    /// <summary>Id of one of several assets of that type, as ASSET_MANIFEST lists them.</summary>
    [Parameter]
    public string? AssetId { get; set; }

    private protected override ResourceType Type => ResourceTypes.AutomatedReasoningAsset;
}

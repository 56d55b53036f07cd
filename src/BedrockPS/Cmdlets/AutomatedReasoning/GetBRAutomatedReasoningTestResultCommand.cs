using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Lists what the tests of an automated-reasoning policy found in a build, or shows one result.</summary>
[Cmdlet(VerbsCommon.Get, "BRAutomatedReasoningTestResult", SupportsPaging = true)]
[OutputType("BedrockPS.AutomatedReasoningTestResult")]
public sealed class GetBRAutomatedReasoningTestResultCommand : GetPartCmdlet
{
    /// <summary>The policy: ARN, id or name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string PolicyArn { get; set; } = null!;

    /// <summary>Id of the build that was tested.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("BuildId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string BuildWorkflowId { get; set; } = null!;

    /// <summary>Ids of tests. Without: all that were run.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [Alias("TestId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[]? TestCaseId { get; set; }

    private protected override ResourceType Type => ResourceTypes.AutomatedReasoningTestResult;
}

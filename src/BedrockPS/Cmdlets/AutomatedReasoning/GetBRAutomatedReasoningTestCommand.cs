using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Lists the tests of an automated-reasoning policy, or shows one.</summary>
[Cmdlet(VerbsCommon.Get, "BRAutomatedReasoningTest", SupportsPaging = true)]
[OutputType("BedrockPS.AutomatedReasoningTest")]
public sealed class GetBRAutomatedReasoningTestCommand : GetPartCmdlet
{
    /// <summary>The policy: ARN, id or name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string PolicyArn { get; set; } = null!;

    /// <summary>Ids of tests. Without: all of the policy.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("TestId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[]? TestCaseId { get; set; }

    private protected override ResourceType Type => ResourceTypes.AutomatedReasoningTest;
}

using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Adds a test to an automated-reasoning policy: an answer, and what checking it is to find.</summary>
[Cmdlet(VerbsCommon.New, "BRAutomatedReasoningTest", SupportsShouldProcess = true)]
[OutputType("BedrockPS.AutomatedReasoningTest")]
public sealed class NewBRAutomatedReasoningTestCommand : NewResourceCmdlet
{
    /// <summary>The policy: ARN, id or name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string PolicyArn { get; set; } = null!;

    /// <summary>The answer to be checked, up to 2048 characters.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    public string GuardContent { get; set; } = null!;

    /// <summary>The question it answers, up to 1024 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? QueryContent { get; set; }

    /// <summary>What the check is to find: VALID, INVALID, SATISFIABLE, IMPOSSIBLE, TRANSLATION_AMBIGUOUS, TOO_COMPLEX or NO_TRANSLATION.</summary>
    [Parameter(Mandatory = true, Position = 2, ValueFromPipelineByPropertyName = true)]
    [Member("expectedAggregatedFindingsResult")]
    [Alias("ExpectedAggregatedFindingsResult")]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string ExpectedResult { get; set; } = null!;

    /// <summary>How sure of its translation into logic the check must be, 0 to 1.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public double? ConfidenceThreshold { get; set; }

    private protected override ResourceType Type => ResourceTypes.AutomatedReasoningTest;
}

using System;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Changes tests of an automated-reasoning policy. What is not given stays as it is.</summary>
[Cmdlet(VerbsCommon.Set, "BRAutomatedReasoningTest", SupportsShouldProcess = true)]
[OutputType("BedrockPS.AutomatedReasoningTest")]
public sealed class SetBRAutomatedReasoningTestCommand : SetResourceCmdlet
{
    /// <summary>The policy: ARN, id or name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string PolicyArn { get; set; } = null!;

    /// <summary>Ids of tests.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("TestId")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] TestCaseId { get; set; } = null!;

    /// <summary>The answer to be checked, up to 2048 characters.</summary>
    [Parameter]
    public string? GuardContent { get; set; }

    /// <summary>The question it answers, up to 1024 characters.</summary>
    [Parameter]
    public string? QueryContent { get; set; }

    /// <summary>What the check is to find: VALID, INVALID, SATISFIABLE, IMPOSSIBLE, TRANSLATION_AMBIGUOUS, TOO_COMPLEX or NO_TRANSLATION.</summary>
    [Parameter]
    [Member("expectedAggregatedFindingsResult")]
    [Alias("ExpectedAggregatedFindingsResult")]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string? ExpectedResult { get; set; }

    /// <summary>How sure of its translation into logic the check must be, 0 to 1.</summary>
    [Parameter]
    public double? ConfidenceThreshold { get; set; }

    /// <summary>
    /// When it was last changed as far as you know, as the object shows it: one that has been changed since is not changed. Without it
    /// it is taken as it is now.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("UpdatedAt")]
    public DateTimeOffset? LastUpdatedAt { get; set; }

    private protected override ResourceType Type => ResourceTypes.AutomatedReasoningTest;
}

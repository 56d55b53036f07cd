using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Removes tests of an automated-reasoning policy.</summary>
[Cmdlet(VerbsCommon.Remove, "BRAutomatedReasoningTest", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveBRAutomatedReasoningTestCommand : RemoveSeenResourceCmdlet
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

    private protected override ResourceType Type => ResourceTypes.AutomatedReasoningTest;
}

using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Lists automated-reasoning policies, or shows one. Its rules are what Export-BRAutomatedReasoningPolicyVersion gives.</summary>
[Cmdlet(VerbsCommon.Get, "BRAutomatedReasoningPolicy", SupportsPaging = true)]
[OutputType("BedrockPS.AutomatedReasoningPolicy")]
public sealed class GetBRAutomatedReasoningPolicyCommand : GetVersionedResourceCmdlet
{
    /// <summary>ARNs, ids or names; the ARN of a version shows that version. With wildcards: those that fit. Without: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PolicyArn", "AutomatedReasoningPolicyArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [SupportsWildcards]
    [ResourceId]
    public string[]? Id { get; set; }

    private protected override ResourceType Type => ResourceTypes.AutomatedReasoningPolicy;
}

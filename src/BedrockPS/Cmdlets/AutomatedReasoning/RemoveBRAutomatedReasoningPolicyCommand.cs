using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Removes automated-reasoning policies with their tests and builds, or the one version whose ARN is given.</summary>
[Cmdlet(VerbsCommon.Remove, "BRAutomatedReasoningPolicy", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveBRAutomatedReasoningPolicyCommand : RemoveResourceCmdlet
{
    /// <summary>ARNs, ids or names of policies; a version's ARN names that version.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PolicyArn", "AutomatedReasoningPolicyArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] Id { get; set; } = null!;

    private protected override ResourceType Type => ResourceTypes.AutomatedReasoningPolicy;

    internal override IReadOnlyCollection<string> AmendedMembers => ["force"];

    private protected override void Amend(OperationDescription operation, Dictionary<string, object?> members)
    {
        // The service's own force goes along: without it a policy with a build under way is kept.
        if (Force)
        {
            members["force"] = true;
        }
    }
}

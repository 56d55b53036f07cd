using System.Collections;
using System.Management.Automation;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Makes an automated-reasoning policy: rules of logic that a guardrail can hold answers against.</summary>
[Cmdlet(VerbsCommon.New, "BRAutomatedReasoningPolicy", SupportsShouldProcess = true)]
[OutputType("BedrockPS.AutomatedReasoningPolicy")]
public sealed class NewBRAutomatedReasoningPolicyCommand : NewResourceCmdlet
{
    /// <summary>Name, up to 256 letters, digits, spaces, hyphens and underscores.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string Name { get; set; } = null!;

    /// <summary>What it is for, up to 1024 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Description { get; set; }

    /// <summary>
    /// Types, variables and rules: types with name and values, variables with name, type and description, rules with id (12 capitals
    /// and digits) and expression. Export-BRAutomatedReasoningPolicyVersion gives such an object.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public object? PolicyDefinition { get; set; }

    /// <summary>KMS key that encrypts it: id, ARN or alias.</summary>
    [Parameter]
    public string? KmsKeyId { get; set; }

    /// <summary>Tags, a hashtable of names and values.</summary>
    [Parameter]
    [Member("tags")]
    public IDictionary? Tag { get; set; }

    private protected override ResourceType Type => ResourceTypes.AutomatedReasoningPolicy;
}

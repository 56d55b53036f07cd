using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Changes the draft of an automated-reasoning policy. What is not given stays as it is.</summary>
[Cmdlet(VerbsCommon.Set, "BRAutomatedReasoningPolicy", SupportsShouldProcess = true)]
[OutputType("BedrockPS.AutomatedReasoningPolicy")]
[Calls("bedrock", ExportBRAutomatedReasoningPolicyVersionCommand.Export)]
public sealed class SetBRAutomatedReasoningPolicyCommand : SetResourceCmdlet
{
    /// <summary>ARNs, ids or names of policies; a version's ARN names that version.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PolicyArn", "AutomatedReasoningPolicyArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] Id { get; set; } = null!;

    /// <summary>New name, up to 256 letters, digits, spaces, hyphens and underscores.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>What it is for, up to 1024 characters.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>
    /// Types, variables and rules: types with name and values, variables with name, type and description, rules with id (12 capitals
    /// and digits) and expression. Export-BRAutomatedReasoningPolicyVersion gives such an object.
    /// </summary>
    [Parameter]
    public object? PolicyDefinition { get; set; }

    private protected override ResourceType Type => ResourceTypes.AutomatedReasoningPolicy;

    private protected override void Amend(OperationDescription operation, Dictionary<string, object?> members)
    {
        // The service wants the whole definition with every change, and shows it by an operation of its own.
        if (!members.ContainsKey("policyDefinition"))
        {
            members["policyDefinition"] = Call(
                ExportBRAutomatedReasoningPolicyVersionCommand.Export,
                new Dictionary<string, object?> { ["policyArn"] = members["policyArn"] })["policyDefinition"];
        }
    }
}

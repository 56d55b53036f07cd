using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Freezes the draft of an automated-reasoning policy as a version with a number, which guardrails can then use.</summary>
[Cmdlet(VerbsCommon.New, "BRAutomatedReasoningPolicyVersion", SupportsShouldProcess = true)]
[OutputType("BedrockPS.AutomatedReasoningPolicy")]
public sealed class NewBRAutomatedReasoningPolicyVersionCommand : NewResourceCmdlet
{
    /// <summary>ARN, id or name of the policy.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PolicyArn", "AutomatedReasoningPolicyArn", "Arn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string Id { get; set; } = null!;

    /// <summary>
    /// Hash of the definition you mean, as the policy shows it: should somebody have changed it since, nothing is frozen. Without it the
    /// draft is taken as it is now.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Member("lastUpdatedDefinitionHash")]
    public string? DefinitionHash { get; set; }

    /// <summary>Tags of the version, a hashtable of names and values.</summary>
    [Parameter]
    [Member("tags")]
    public IDictionary? Tag { get; set; }

    private protected override ResourceType Type => ResourceTypes.AutomatedReasoningPolicy;

    private protected override string Operation => "CreateAutomatedReasoningPolicyVersion";

    private protected override void Amend(OperationDescription operation, Dictionary<string, object?> members)
    {
        if (members.TryGetValue("lastUpdatedDefinitionHash", out object? hash) && hash is not null)
        {
            return;
        }

        ResourceContent policy = Wait(Resources.GetAsync(ResourceApi.Members(Type.Operation(Type.Get!), members), StopToken));
        members["lastUpdatedDefinitionHash"] = policy.First(["definitionHash"]);
    }
}

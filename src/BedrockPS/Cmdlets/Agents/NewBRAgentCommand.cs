using System.Collections;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Makes an agent. What is made is a draft: give it action groups and knowledge bases, then prepare it with Initialize-BRAgent.</summary>
[Cmdlet(VerbsCommon.New, "BRAgent", SupportsShouldProcess = true)]
[OutputType("BedrockPS.Agent")]
public sealed class NewBRAgentCommand : StartResourceCmdlet
{
    /// <summary>Name, up to 100 letters, digits, hyphens and underscores; no other agent of the region may have it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Member("agentName")]
    [Alias("AgentName")]
    public string Name { get; set; } = null!;

    /// <summary>Model it thinks with: id, inference profile, ARN, or a short name that fits one model of the region.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Member("foundationModel")]
    [ModelId(Output = "TEXT")]
    [Alias("FoundationModel")]
    [ArgumentCompleter(typeof(ModelCompleter))]
    public string? Model { get; set; }

    /// <summary>ARN of the role it acts as, which may call the model and read what the agent uses.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Member("agentResourceRoleArn")]
    [Alias("AgentResourceRoleArn")]
    public string? RoleArn { get; set; }

    /// <summary>What it is to do and how, 40 to 4000 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Instruction { get; set; }

    /// <summary>What it is for, up to 200 characters.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Description { get; set; }

    /// <summary>Seconds a session is kept after its last question, 60 to 5400.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Member("idleSessionTTLInSeconds")]
    [Alias("IdleSessionTTLInSeconds")]
    public int? IdleSessionTtlSec { get; set; }

    /// <summary>ARN of the KMS key that encrypts it.</summary>
    [Parameter]
    [Member("customerEncryptionKeyArn")]
    [Alias("CustomerEncryptionKeyArn")]
    public string? KmsKeyArn { get; set; }

    /// <summary>Guardrail that watches it: id or ARN.</summary>
    [Parameter]
    [Member("guardrailConfiguration.guardrailIdentifier")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    public string? GuardrailId { get; set; }

    /// <summary>Version of the guardrail, a number or DRAFT.</summary>
    [Parameter]
    [Member("guardrailConfiguration.guardrailVersion")]
    public string? GuardrailVersion { get; set; }

    /// <summary>SUPERVISOR or SUPERVISOR_ROUTER where other agents work for it; DISABLED where not.</summary>
    [Parameter]
    [Member("agentCollaboration")]
    [Alias("AgentCollaboration")]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string? Collaboration { get; set; }

    /// <summary>What it remembers between sessions: enabledMemoryTypes with SESSION_SUMMARY, and storageDays from 0 to 365.</summary>
    [Parameter]
    public object? MemoryConfiguration { get; set; }

    /// <summary>Prompts of your own: promptConfigurations with promptType and basePromptTemplate for each, and overrideLambda.</summary>
    [Parameter]
    public object? PromptOverrideConfiguration { get; set; }

    /// <summary>DEFAULT, or CUSTOM_ORCHESTRATION where a function of yours decides what is done next.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string? OrchestrationType { get; set; }

    /// <summary>ARN of the Lambda function that decides with CUSTOM_ORCHESTRATION.</summary>
    [Parameter]
    [Member("customOrchestration.executor.lambda")]
    public string? OrchestrationLambda { get; set; }

    /// <summary>Tags, a hashtable of names and values.</summary>
    [Parameter]
    [Member("tags")]
    public IDictionary? Tag { get; set; }

    private protected override ResourceType Type => ResourceTypes.Agent;
}

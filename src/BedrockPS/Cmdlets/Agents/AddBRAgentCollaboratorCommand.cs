using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Has another agent work for an agent, which is its supervisor.</summary>
[Cmdlet(VerbsCommon.Add, "BRAgentCollaborator", SupportsShouldProcess = true)]
[OutputType("BedrockPS.AgentCollaborator")]
public sealed class AddBRAgentCollaboratorCommand : NewResourceCmdlet
{
    /// <summary>Id, ARN or name of the agent.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string AgentId { get; set; } = null!;

    /// <summary>Name the supervisor knows the other agent by, up to 100 letters, digits, hyphens and underscores.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Member("collaboratorName")]
    [Alias("CollaboratorName")]
    public string Name { get; set; } = null!;

    /// <summary>Version of the agent: DRAFT, which it is where none is given. Other versions cannot change.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    public string? AgentVersion { get; set; }

    /// <summary>ARN of the alias under which the other agent is asked.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Member("agentDescriptor.aliasArn")]
    [Alias("AgentAliasArn")]
    public string AliasArn { get; set; } = null!;

    /// <summary>When and for what the other agent is asked, up to 4000 characters.</summary>
    [Parameter(Mandatory = true)]
    [Member("collaborationInstruction")]
    [Alias("CollaborationInstruction")]
    public string Instruction { get; set; } = null!;

    /// <summary>TO_COLLABORATOR lets the other agent read what was said before; DISABLED does not.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string? RelayConversationHistory { get; set; }

    private protected override ResourceType Type => ResourceTypes.AgentCollaborator;
}

using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Lets an agent ask a knowledge base.</summary>
[Cmdlet(VerbsCommon.Add, "BRAgentKnowledgeBase", SupportsShouldProcess = true)]
[OutputType("BedrockPS.AgentKnowledgeBase")]
public sealed class AddBRAgentKnowledgeBaseCommand : NewResourceCmdlet
{
    /// <summary>Id, ARN or name of the agent.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string AgentId { get; set; } = null!;

    /// <summary>Id, ARN or name of the knowledge base.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string KnowledgeBaseId { get; set; } = null!;

    /// <summary>Version of the agent: DRAFT, which it is where none is given. Other versions cannot change.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    public string? AgentVersion { get; set; }

    /// <summary>What the agent finds there, up to 200 characters: by this it decides whether to ask.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string Description { get; set; } = null!;

    /// <summary>ENABLED, or DISABLED to keep the agent from asking it.</summary>
    [Parameter]
    [Member("knowledgeBaseState")]
    [Alias("KnowledgeBaseState")]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string? State { get; set; }

    private protected override ResourceType Type => ResourceTypes.AgentKnowledgeBase;
}

using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Changes on what terms an agent asks a knowledge base. What is not given stays as it is.</summary>
[Cmdlet(VerbsCommon.Set, "BRAgentKnowledgeBase", SupportsShouldProcess = true)]
[OutputType("BedrockPS.AgentKnowledgeBase")]
public sealed class SetBRAgentKnowledgeBaseCommand : SetResourceCmdlet
{
    /// <summary>Id, ARN or name of the agent.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string AgentId { get; set; } = null!;

    /// <summary>Ids.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] KnowledgeBaseId { get; set; } = null!;

    /// <summary>Version of the agent: DRAFT, which it is where none is given. Other versions cannot change.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    public string? AgentVersion { get; set; }

    /// <summary>What the agent finds there, up to 200 characters.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>ENABLED, or DISABLED to keep the agent from asking it.</summary>
    [Parameter]
    [Member("knowledgeBaseState")]
    [Alias("KnowledgeBaseState")]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string? State { get; set; }

    private protected override ResourceType Type => ResourceTypes.AgentKnowledgeBase;
}

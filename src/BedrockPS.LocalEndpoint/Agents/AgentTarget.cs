using System.Collections.Generic;
using BedrockPS.Local.Catalogue;

namespace BedrockPS.Local.Agents;

/// <summary>An agent as an alias of it is called: who answers, with which instruction, knowing what.</summary>
internal sealed class AgentTarget
{
    public AgentTarget(string agent, string alias, CatalogueModel model)
    {
        Agent = agent;
        Alias = alias;
        Model = model;
    }

    /// <summary>Id of the agent.</summary>
    public string Agent { get; }

    /// <summary>Id of the alias.</summary>
    public string Alias { get; }

    /// <summary>DRAFT or a number.</summary>
    public string Version { get; init; } = Resources.ResourceVersion.Draft;

    public CatalogueModel Model { get; }

    /// <summary>What the agent was told to be; null for the built-in one.</summary>
    public string? Instruction { get; init; }

    public IReadOnlyList<KnowledgeBase> Knowledge { get; init; } = [];
}

using System.Collections.Generic;
using BedrockPS.Local.Catalogue;

namespace BedrockPS.Local.Agents;

/// <summary>An agent as an alias of it is called: who answers, with which instruction, knowing what.</summary>
internal sealed class AgentTarget
{
    /// <summary>The action group that lets an agent write code.</summary>
    public const string CodeInterpreter = "AMAZON.CodeInterpreter";

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

    /// <summary>Its knowledge bases by id.</summary>
    public IReadOnlyDictionary<string, KnowledgeBase> Knowledge { get; init; } = new Dictionary<string, KnowledgeBase>();

    /// <summary>How knowledge bases are searched by their ids, where that is said; as Retrieve takes it.</summary>
    public Dictionary<string, Dictionary<string, object?>> Retrieval { get; init; } = [];

    /// <summary>What it can have done.</summary>
    public IReadOnlyList<AgentAction> Actions { get; init; } = [];

    /// <summary>Agents it can hand a question to, by the names it knows them by.</summary>
    public IReadOnlyDictionary<string, AgentTarget> Collaborators { get; init; } = new Dictionary<string, AgentTarget>();

    /// <summary>It may write code and run it, so that it can make files.</summary>
    public bool CanCode { get; init; }

    /// <summary>It exists for its session alone: traces tell no id.</summary>
    public bool IsInline { get; init; }
}

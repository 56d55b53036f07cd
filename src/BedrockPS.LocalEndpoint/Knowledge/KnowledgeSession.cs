using System;
using BedrockPS.Local.Catalogue;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Knowledge;

/// <summary>A conversation with a knowledge base.</summary>
internal sealed class KnowledgeSession
{
    public KnowledgeSession(string knowledgeBaseId, CatalogueModel model)
    {
        KnowledgeBaseId = knowledgeBaseId;
        Said = new Conversation(model);
    }

    public string Id { get; } = Guid.NewGuid().ToString();

    /// <summary>Empty where documents are asked.</summary>
    public string KnowledgeBaseId { get; }

    /// <summary>What was asked and answered; lock it.</summary>
    public Conversation Said { get; }

    /// <summary>Its number among all, for the oldest to go first.</summary>
    public long Used { get; set; }
}

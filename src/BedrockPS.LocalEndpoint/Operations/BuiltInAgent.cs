using System;
using System.Collections.Generic;
using BedrockPS.Local.Agents;
using BedrockPS.Local.Resources;

namespace BedrockPS.Local.Operations;

/// <summary>The agent every region has from the beginning: prepared, with the built-in knowledge base, and able to write code.</summary>
internal static class BuiltInAgent
{
    public const string Id = "LOCALAGENT";

    private const string Coder = "LOCALCODER";

    /// <param name="region">The region.</param>
    /// <param name="agent">The kind of agents.</param>
    /// <param name="alias">The kind of their aliases.</param>
    /// <param name="group">The kind of their action groups.</param>
    /// <param name="knowledge">The kind of what ties a knowledge base to them.</param>
    public static IEnumerable<Resource> In(string region, ResourceKind agent, ResourceKind alias, ResourceKind group, ResourceKind knowledge)
    {
        Resource built = Resource.Standing(agent, region, "", Id, $"agent/{Id}", "local-agent", new()
        {
            ["description"] = "Knows a few words on Amazon Bedrock and makes files, for trying things out",
            ["foundationModel"] = "amazon.nova-lite-v1:0",
            ["preparedAt"] = DateTimeOffset.UtcNow,
        });

        // It has gone further than one that was only created.
        built.FinalStatus = "PREPARED";
        string draft = built.InnerScope + "/" + ResourceVersion.Draft;
        return
        [
            built,
            Resource.Standing(alias, region, built.InnerScope, TestAlias.Id, $"agent-alias/{Id}/{TestAlias.Id}", TestAlias.Name, TestAlias.Members()),
            Resource.Standing(group, region, draft, Coder, $"agent/{Id}/action-group/{Coder}", "local-code", Part(new()
            {
                ["parentActionSignature"] = AgentTarget.CodeInterpreter,
            })),
            Resource.Standing(knowledge, region, draft, KnowledgeBase.BuiltInId, $"agent/{Id}/knowledge-base/{KnowledgeBase.BuiltInId}", "", Part(new()
            {
                ["description"] = "How Amazon Bedrock works",
            })),
        ];
    }

    /// <summary>What is part of an agent is part of a version of it.</summary>
    private static Dictionary<string, object?> Part(Dictionary<string, object?> members)
    {
        members["agentId"] = Id;
        members["agentVersion"] = ResourceVersion.Draft;
        return members;
    }
}

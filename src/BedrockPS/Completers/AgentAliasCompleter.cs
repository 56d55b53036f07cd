using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Linq;
using BedrockPS.Models;

namespace BedrockPS.Completers;

/// <summary>Ids of the aliases of the agent typed before, found by id or name.</summary>
public sealed class AgentAliasCompleter : NamedResourceCompleter
{
    private static readonly ConcurrentDictionary<string, AccountList> s_lists = new(StringComparer.Ordinal);

    public AgentAliasCompleter()
        : base(null, "agentAliasId", "agentAliasName", "agentAliasStatus")
    {
    }

    private protected override AccountList? ListFor(IDictionary bound)
    {
        if (bound["Agent"] is not string { Length: > 0 } agent)
        {
            return null;
        }

        string id = AgentCompleter.Agents.Get(bound)
            .FirstOrDefault(known => string.Equals(known.Text("agentName"), agent, StringComparison.OrdinalIgnoreCase))?.Text("agentId") ?? agent;
        return s_lists.GetOrAdd(id, static agentId => new AccountList("bedrock-agent", "ListAgentAliases", "agentAliasSummaries", [new() { ["agentId"] = agentId }]));
    }
}

namespace BedrockPS.Completers;

/// <summary>Ids of the account's agents, found by id or name.</summary>
public sealed class AgentCompleter : NamedResourceCompleter
{
    internal static readonly AccountList Agents = new("bedrock-agent", "ListAgents", "agentSummaries");

    public AgentCompleter()
        : base(Agents, "agentId", "agentName", "agentStatus")
    {
    }
}

using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.AgentRuntime;
using BedrockPS.Completers;

namespace BedrockPS.Cmdlets;

/// <summary>What agents remember beyond their sessions: whose memory it is.</summary>
public abstract class AgentMemoryCmdlet : ConnectedCmdlet
{
    private readonly AgentLocator _locator = new();

    /// <summary>Id, ARN or name of the agent; ARN of an alias; agent/alias in one; or an agent or alias as Get-BRAgent and Get-BRAgentAlias give it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("AgentId", "AgentArn")]
    [ArgumentCompleter(typeof(AgentCompleter))]
    [AgentArgument]
    [ValidateNotNullOrEmpty]
    public string Agent { get; set; } = null!;

    /// <summary>Id, ARN or name of the alias the agent was asked by; each has a memory of its own. Without it TSTALIASID, of the draft.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("AgentAliasId", "AgentAliasArn")]
    [ArgumentCompleter(typeof(AgentAliasCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Alias { get; set; }

    protected override object? Target => Agent;

    private protected (string Agent, string Alias) Locate() => Wait(_locator.FindAsync(Api, Agent, Alias, StopToken));

    private protected static Dictionary<string, object?> MembersOf((string Agent, string Alias) located) => new()
    {
        ["agentId"] = located.Agent,
        ["agentAliasId"] = located.Alias,
    };
}

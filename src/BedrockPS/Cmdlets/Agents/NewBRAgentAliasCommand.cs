using System.Collections;
using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Makes an alias of an agent, the name under which applications ask it. Without a version, the draft becomes a new one.</summary>
[Cmdlet(VerbsCommon.New, "BRAgentAlias", SupportsShouldProcess = true)]
[OutputType("BedrockPS.AgentAlias")]
public sealed class NewBRAgentAliasCommand : StartResourceCmdlet
{
    /// <summary>Id, ARN or name of the agent.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string AgentId { get; set; } = null!;

    /// <summary>Name, up to 100 letters, digits, hyphens and underscores.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Member("agentAliasName")]
    [Alias("AgentAliasName")]
    public string Name { get; set; } = null!;

    /// <summary>What it is for, up to 200 characters.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Number of the version it leads to. Without it the prepared draft becomes a new version.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Member("routingConfiguration.agentVersion")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    public string? AgentVersion { get; set; }

    /// <summary>Provisioned throughput its answers draw on: ARN.</summary>
    [Parameter]
    [Member("routingConfiguration.provisionedThroughput")]
    public string? ProvisionedThroughput { get; set; }

    /// <summary>Tags, a hashtable of names and values.</summary>
    [Parameter]
    [Member("tags")]
    public IDictionary? Tag { get; set; }

    private protected override ResourceType Type => ResourceTypes.AgentAlias;

    private protected override void Amend(OperationDescription operation, Dictionary<string, object?> members)
    {
        // An agent that is piped brings its draft along, which no alias can lead to: then a new version is meant.
        if (AgentVersion == "DRAFT" && !IsTyped(nameof(AgentVersion)) && !IsTyped(nameof(ProvisionedThroughput)))
        {
            members.Remove("routingConfiguration");
        }
    }
}

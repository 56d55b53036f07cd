using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Changes an alias of an agent: where it leads, whether it takes questions. What is not given stays as it is.</summary>
[Cmdlet(VerbsCommon.Set, "BRAgentAlias", SupportsShouldProcess = true)]
[OutputType("BedrockPS.AgentAlias")]
public sealed class SetBRAgentAliasCommand : ReviseResourceCmdlet
{
    /// <summary>Id, ARN or name of the agent.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string AgentId { get; set; } = null!;

    /// <summary>Ids or names.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] AgentAliasId { get; set; } = null!;

    /// <summary>New name, up to 100 letters, digits, hyphens and underscores.</summary>
    [Parameter]
    [Member("agentAliasName")]
    [Alias("AgentAliasName")]
    public string? Name { get; set; }

    /// <summary>What it is for, up to 200 characters.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Number of the version it leads to.</summary>
    [Parameter]
    [Member("routingConfiguration.agentVersion")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    public string? AgentVersion { get; set; }

    /// <summary>Provisioned throughput its answers draw on: ARN.</summary>
    [Parameter]
    [Member("routingConfiguration.provisionedThroughput")]
    public string? ProvisionedThroughput { get; set; }

    /// <summary>Makes a new version of the prepared draft and leads there.</summary>
    [Parameter]
    [Option]
    public SwitchParameter NewVersion { get; set; }

    /// <summary>ACCEPT_INVOCATIONS, or REJECT_INVOCATIONS to take no more questions.</summary>
    [Parameter]
    [Member("aliasInvocationState")]
    [Alias("AliasInvocationState")]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string? InvocationState { get; set; }

    private protected override ResourceType Type => ResourceTypes.AgentAlias;

    private protected override void Amend(OperationDescription operation, Dictionary<string, object?> members)
    {
        if (!NewVersion)
        {
            return;
        }

        if (members.ContainsKey("routingConfiguration"))
        {
            throw new BedrockException("ParameterConflict", "-NewVersion leads to a version that is yet to be made; -AgentVersion and -ProvisionedThroughput name another.");
        }

        // An update that says nothing of a version makes one.
        members["routingConfiguration"] = null;
    }
}

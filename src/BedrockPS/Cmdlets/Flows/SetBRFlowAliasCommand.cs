using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Changes an alias of a flow: where it leads and how much runs at a time. What is not given stays as it is.</summary>
[Cmdlet(VerbsCommon.Set, "BRFlowAlias", SupportsShouldProcess = true)]
[OutputType("BedrockPS.FlowAlias")]
public sealed class SetBRFlowAliasCommand : SetResourceCmdlet
{
    /// <summary>Id, ARN or name of the flow.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Member("flowIdentifier")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string FlowId { get; set; } = null!;

    /// <summary>Ids or names.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Member("aliasIdentifier")]
    [Alias("FlowAliasArn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ResourceId]
    public string[] FlowAliasId { get; set; } = null!;

    /// <summary>New name, up to 100 letters, digits, hyphens and underscores.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>Number of the version it leads to, or DRAFT.</summary>
    [Parameter]
    [Member("routingConfiguration.flowVersion")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    public string? FlowVersion { get; set; }

    /// <summary>What it is for, up to 200 characters.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Automatic, or Manual with -MaxConcurrency.</summary>
    [Parameter]
    [Member("concurrencyConfiguration.type")]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string? Concurrency { get; set; }

    /// <summary>Nodes that run at a time at most, 1 to 100.</summary>
    [Parameter]
    [Member("concurrencyConfiguration.maxConcurrency")]
    public int? MaxConcurrency { get; set; }

    private protected override ResourceType Type => ResourceTypes.FlowAlias;

    private protected override void Amend(OperationDescription operation, Dictionary<string, object?> members)
    {
        if (MaxConcurrency is not null && Concurrency is null)
        {
            ((Dictionary<string, object?>)members["concurrencyConfiguration"]!)["type"] = "Manual";
        }
    }
}

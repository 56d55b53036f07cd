using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Lists the executions of a flow, or shows one with its state and errors. An execution is a run of a flow that goes on by itself, for up
/// to a day; Wait-BRJob waits for it.
/// </summary>
[Cmdlet(VerbsCommon.Get, "BRFlowExecution", SupportsPaging = true)]
[OutputType("BedrockPS.FlowExecution")]
public sealed class GetBRFlowExecutionCommand : GetPartCmdlet
{
    /// <summary>Id, ARN or name of the flow. -ExecutionId tells it where that is an ARN.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FlowIdentifier", "FlowArn")]
    [Member("flowIdentifier")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string? FlowId { get; set; }

    /// <summary>ARNs or ids of executions. With wildcards: those whose ARN fits. Without: all of the flow.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("ExecutionArn", "ExecutionIdentifier")]
    [SupportsWildcards]
    [ResourceId]
    public string[]? ExecutionId { get; set; }

    /// <summary>Id of the alias the flow was run by; the ARN of an execution tells it too. Lists the executions of this alias.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("FlowAliasIdentifier", "FlowAliasArn")]
    [Member("flowAliasIdentifier")]
    public string? FlowAliasId { get; set; }

    private protected override ResourceType Type => ResourceTypes.FlowExecution;

    private protected override void Amend(OperationDescription operation, Dictionary<string, object?> members) =>
        FlowExecutionArn.Complete(operation, members);
}

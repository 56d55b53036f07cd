using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>Stops executions of a flow. What its nodes have done until then stays done.</summary>
[Cmdlet(VerbsLifecycle.Stop, "BRFlowExecution", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class StopBRFlowExecutionCommand : ResourceActionCmdlet
{
    /// <summary>Id, ARN or name of the flow. -ExecutionId tells it where that is an ARN.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("FlowIdentifier", "FlowArn")]
    [Member("flowIdentifier")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string? FlowId { get; set; }

    /// <summary>ARNs or ids of executions.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ExecutionArn", "ExecutionIdentifier")]
    [ResourceId]
    public string[] ExecutionId { get; set; } = null!;

    /// <summary>Id of the alias the flow was run by; the ARN of an execution tells it too.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("FlowAliasIdentifier", "FlowAliasArn")]
    [Member("flowAliasIdentifier")]
    public string? FlowAliasId { get; set; }

    private protected override ResourceType Type => ResourceTypes.FlowExecution;

    private protected override string Operation => "StopFlowExecution";

    private protected override void Amend(OperationDescription operation, Dictionary<string, object?> members) =>
        FlowExecutionArn.Complete(operation, members);
}

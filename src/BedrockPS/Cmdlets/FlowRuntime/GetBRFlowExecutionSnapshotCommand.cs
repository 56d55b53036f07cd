using System.Collections.Generic;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Shows the flow as it was when an execution started: its definition, role and version. Later changes of the flow do not show in it.
/// </summary>
[Cmdlet(VerbsCommon.Get, "BRFlowExecutionSnapshot")]
[OutputType("BedrockPS.FlowExecutionSnapshot")]
public sealed class GetBRFlowExecutionSnapshotCommand : GetResourceCmdlet
{
    /// <summary>ARNs or ids of executions.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("ExecutionArn", "ExecutionIdentifier")]
    [ResourceId]
    public string[] ExecutionId { get; set; } = null!;

    /// <summary>Id, ARN or name of the flow. -ExecutionId tells it where that is an ARN.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Member("flowIdentifier")]
    [Alias("Flow", "FlowIdentifier", "FlowArn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    [ParentId]
    public string? FlowId { get; set; }

    /// <summary>Id of the alias the flow was run by; the ARN of an execution tells it too.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Member("flowAliasIdentifier")]
    [Alias("Alias", "FlowAliasIdentifier", "FlowAliasArn")]
    [ArgumentCompleter(typeof(ResourceCompleter))]
    public string? FlowAliasId { get; set; }

    private protected override ResourceType Type => ResourceTypes.FlowExecutionSnapshot;

    private protected override void Amend(OperationDescription operation, Dictionary<string, object?> members) =>
        FlowExecutionArn.Complete(operation, members);
}

using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using BedrockPS.Completers;
using BedrockPS.FlowRuntime;
using BedrockPS.Models;
using BedrockPS.Protocol;
using BedrockPS.Resources;

namespace BedrockPS.Cmdlets;

/// <summary>
/// Tells what happened in an execution of a flow: what the flow was given and gave, what went into each node and came out, which
/// conditions held, what failed. The flow's own events come first, then those of its nodes.
/// </summary>
[Cmdlet(VerbsCommon.Get, "BRFlowExecutionEvent", SupportsPaging = true)]
[OutputType(typeof(FlowTrace))]
public sealed class GetBRFlowExecutionEventCommand : ResourceCmdlet
{
    private static readonly string[] s_types = ["Flow", "Node"];

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

    /// <summary>Flow for the events of the whole, Node for those of its nodes; without it both.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(MemberCompleter))]
    public string? EventType { get; set; }

    internal override IEnumerable<string> OperationNames => ["ListFlowExecutionEvents"];

    private protected override ResourceType Type => ResourceTypes.FlowExecution;

    private protected override void Amend(OperationDescription operation, Dictionary<string, object?> members) =>
        FlowExecutionArn.Complete(operation, members);

    protected override void Process()
    {
        OperationDescription list = Type.Operation("ListFlowExecutionEvents");
        ForEachIdentity(ExecutionId, identity =>
        {
            Dictionary<string, object?> members = Members(list, identity);
            IEnumerable<Dictionary<string, object?>> requests = EventType is null
                ? s_types.Select(type => new Dictionary<string, object?>(members) { ["eventType"] = type })
                : [members];
            WritePages(list, requests, (item, shape) =>
            {
                FlowTrace trace = FlowTraceReader.Read((Dictionary<string, object?>)item!, shape);
                trace.ExecutionId = identity;
                return trace;
            });
        });
    }
}

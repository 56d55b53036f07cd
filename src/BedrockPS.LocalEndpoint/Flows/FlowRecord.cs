using System;
using System.Collections.Generic;
using System.Linq;

namespace BedrockPS.Local.Flows;

/// <summary>What happened in an execution, kept to be asked for.</summary>
internal sealed class FlowRecord
{
    private readonly List<FlowEvent> _events = [];

    /// <summary>Why it ended early; null where it did not.</summary>
    public FlowFailure? Failure { get; set; }

    public DateTimeOffset Ended { get; set; }

    public void Add(FlowEvent happened) => _events.Add(happened);

    /// <summary>The events of nodes, as ListFlowExecutionEvents tells them.</summary>
    public List<object?> OfNodes()
    {
        List<object?> told = _events.Where(static happened => NameOf(happened.Kind) is not null).Select(Tell).ToList();
        if (Failure is FlowFailure failure)
        {
            told.Add(new Dictionary<string, object?>
            {
                ["nodeFailureEvent"] = new Dictionary<string, object?>
                {
                    ["nodeName"] = failure.Node,
                    ["errorCode"] = failure.Code,
                    ["errorMessage"] = failure.Message,
                    ["timestamp"] = Ended,
                },
            });
        }

        return told;
    }

    /// <summary>What the output nodes gave, as the events of the whole flow.</summary>
    public IEnumerable<object?> Outputs() => _events.Where(static happened => happened.Kind == FlowEventKind.Output).Select(static happened =>
        (object?)Flow("flowOutputEvent", happened.Node.Name, happened.Members["document"], happened.Time));

    /// <summary>What the flow was given, or what it gave.</summary>
    public static Dictionary<string, object?> Flow(string kind, string node, object? document, DateTimeOffset time) => new()
    {
        [kind] = new Dictionary<string, object?>
        {
            ["nodeName"] = node,
            ["fields"] = new List<object?>
            {
                new Dictionary<string, object?> { ["name"] = "document", ["content"] = new Dictionary<string, object?> { ["document"] = document } },
            },
            ["timestamp"] = time,
        },
    };

    private static object? Tell(FlowEvent happened) => new Dictionary<string, object?>
    {
        [NameOf(happened.Kind)!] = new Dictionary<string, object?>(happened.Members) { ["nodeName"] = happened.Node.Name, ["timestamp"] = happened.Time },
    };

    private static string? NameOf(FlowEventKind kind) => kind switch
    {
        FlowEventKind.NodeInput => "nodeInputEvent",
        FlowEventKind.NodeOutput => "nodeOutputEvent",
        FlowEventKind.Condition => "conditionResultEvent",
        FlowEventKind.Action => "nodeActionEvent",
        FlowEventKind.Dependency => "nodeDependencyEvent",
        _ => null,
    };
}

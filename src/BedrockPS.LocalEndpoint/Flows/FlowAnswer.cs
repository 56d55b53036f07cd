using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using BedrockPS.Local.Serving;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Flows;

/// <summary>Writes what happens in a run as the events of InvokeFlow.</summary>
internal sealed class FlowAnswer
{
    private readonly EventOutput _output;
    private readonly ShapeDescription _events;
    private readonly bool _traces;

    /// <param name="output">Where to.</param>
    /// <param name="operation">InvokeFlow.</param>
    /// <param name="traces">Traces are wanted.</param>
    public FlowAnswer(EventOutput output, OperationDescription operation, bool traces)
    {
        _output = output;
        _events = operation.OutputStream!.Shape;
        _traces = traces;
    }

    public async ValueTask WriteAsync(FlowEvent happened)
    {
        switch (happened.Kind)
        {
            case FlowEventKind.Output:
                await WriteAsync("flowOutputEvent", Said(happened, "FlowOutputNode")).ConfigureAwait(false);
                break;
            case FlowEventKind.Ask:
                // The service has no type of its own for agents here.
                await WriteAsync("flowMultiTurnInputRequestEvent", Said(happened, "LexNode")).ConfigureAwait(false);
                break;
            default:
                if (_traces)
                {
                    await WriteAsync("flowTraceEvent", new() { ["trace"] = Trace(happened) }).ConfigureAwait(false);
                }

                break;
        }
    }

    public Task EndAsync(bool isDone) => WriteAsync("flowCompletionEvent", new() { ["completionReason"] = isDone ? "SUCCESS" : "INPUT_REQUIRED" });

    private static Dictionary<string, object?> Said(FlowEvent happened, string type) => new()
    {
        ["nodeName"] = happened.Node.Name,
        ["nodeType"] = type,
        ["content"] = new Dictionary<string, object?> { ["document"] = happened.Members["document"] },
    };

    private static Dictionary<string, object?> Trace(FlowEvent happened)
    {
        Dictionary<string, object?> members = new(happened.Members) { ["nodeName"] = happened.Node.Name, ["timestamp"] = happened.Time };
        string name = happened.Kind switch
        {
            FlowEventKind.NodeInput => "nodeInput",
            FlowEventKind.NodeOutput => "nodeOutput",
            FlowEventKind.Condition => "conditionNodeResult",
            FlowEventKind.Action => "nodeAction",
            _ => "nodeDependency",
        };
        if (happened.Kind is FlowEventKind.NodeInput or FlowEventKind.NodeOutput)
        {
            // What is the name of a field in an event is that of an input or output in a trace.
            members["fields"] = members.Maps("fields").Select(field =>
            {
                Dictionary<string, object?> renamed = new(field) { [name + "Name"] = field["name"] };
                renamed.Remove("name");
                return (object?)renamed;
            }).ToList();
        }

        return new() { [name + "Trace"] = members };
    }

    private async Task WriteAsync(string name, Dictionary<string, object?> members)
    {
        JsonValueWriter.WriteStructure(_output.BeginEvent(), _events.FindMember(name)!.Shape, members);
        await _output.EndEventAsync(name).ConfigureAwait(false);
    }
}

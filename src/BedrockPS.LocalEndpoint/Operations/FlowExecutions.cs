using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using BedrockPS.Local.Resources;
using BedrockPS.Local.Serving;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Operations;

/// <summary>Flows in use: asked for an answer, or started to run by themselves. What goes in comes out; no node does anything.</summary>
internal sealed class FlowExecutions
{
    private const string Service = "bedrock-agent-runtime";
    private const string TestAlias = "TSTALIASID";

    private readonly ResourceDesk _desk;
    private readonly FlowResources _flows;
    private readonly ResourceKind _execution;

    public FlowExecutions(ResourceDesk desk, FlowResources flows, OperationTable table)
    {
        _desk = desk;
        _flows = flows;
        _execution = desk.Add(new ResourceKind(Service, "flow-execution", "execution")
        {
            Create = "StartFlowExecution",
            Get = "GetFlowExecution",
            List = "ListFlowExecutions",
            Stop = "StopFlowExecution",
            Parent = flows.Flow,
            NameMember = "flowExecutionName",
            Arn = "flow/{parent}/alias/{flowAliasIdentifier}/execution/{id}",
            MakeId = static _ => ResourceId.Unique(),
            Course = new ResourceCourse("Running", "Succeeded") { Failed = "Failed", Stopped = "Aborted" },
            Making = (call, members) =>
            {
                Resource flow = desk.Find(flows.Flow, call);
                members["flowVersion"] = VersionOf(call, flow);
                members["definition"] = DefinitionOf(flow, (string)members["flowVersion"]!);
            },
            Facts = static (execution, facts) =>
            {
                if (Progress.Failure(execution) is string failure)
                {
                    Dictionary<string, object?> error = new() { ["error"] = "ExecutionFailed", ["message"] = failure };
                    facts["errors"] = new List<object?> { error };
                }
            },
        });
        table.Add(Service, "GetExecutionFlowSnapshot", Snapshot);
        table.Add(Service, "ListFlowExecutionEvents", ListEvents);
        table.Add(Service, "InvokeFlow", Invoke);
    }

    private Answer Snapshot(OperationCall call)
    {
        Dictionary<string, object?> facts = _desk.FactsOf(_desk.Find(_execution, call));
        facts["definition"] = JsonText.Of(facts.Get("definition"));
        facts["executionRoleArn"] = _desk.Find(_flows.Flow, call).Members.Get("executionRoleArn");
        return Answer.Of(ShapeFiller.Fill(call.Operation.Output, facts));
    }

    private Answer ListEvents(OperationCall call)
    {
        Resource execution = _desk.Find(_execution, call);
        Dictionary<string, object?> inputs = execution.Members.Maps("inputs").First();
        string prefix = call.Input.Text("eventType") == "Node" ? "node" : "flow";
        object? content = inputs.Get("content");
        List<Dictionary<string, object?>> events = [Event(prefix + "InputEvent", inputs.Text("nodeName")!, content, execution.Created)];
        if (Progress.Status(execution) == "Succeeded")
        {
            events.AddRange(OutputsOf(execution.Members.Map("definition")!)
                .Select(node => Event(prefix + "OutputEvent", node, content, execution.Updated)));
        }
        else if (Progress.Failure(execution) is string failure)
        {
            events.Add(new()
            {
                ["flowFailureEvent"] = new Dictionary<string, object?>
                {
                    ["errorCode"] = "NODE_EXECUTION_FAILED",
                    ["errorMessage"] = failure,
                    ["timestamp"] = execution.Updated,
                },
            });
        }

        return Pages.Of(call, "flowExecutionEvents", events.Cast<object?>().ToList());
    }

    private Answer Invoke(OperationCall call)
    {
        Resource flow = _desk.Find(_flows.Flow, call);
        Dictionary<string, object?> definition = DefinitionOf(flow, VersionOf(call, flow));
        object? document = call.Input.Maps("inputs").First().Map("content")?.Get("document");
        return Answer.Stream(async (output, _) =>
        {
            foreach (string node in OutputsOf(definition))
            {
                Dictionary<string, object?> content = new() { ["document"] = document };
                Dictionary<string, object?> said = new() { ["content"] = content, ["nodeName"] = node, ["nodeType"] = "FlowOutputNode" };
                await WriteAsync(output, "flowOutputEvent", said).ConfigureAwait(false);
            }

            await WriteAsync(output, "flowCompletionEvent", new() { ["completionReason"] = "SUCCESS" }).ConfigureAwait(false);
        }).With("x-amz-bedrock-flow-execution-id", call.Input.Text("executionId") ?? ResourceId.Unique());
    }

    /// <summary>The version an alias leads to; every flow has a test alias for its draft.</summary>
    private string VersionOf(OperationCall call, Resource flow)
    {
        string alias = call.Input.Text("flowAliasIdentifier")!;
        string? version = alias.EndsWith(TestAlias, StringComparison.Ordinal)
            ? ResourceVersion.Draft
            : _desk.Store.Find(call.Region, "flow-alias", alias, flow.InnerScope)?.Members.Maps("routingConfiguration").First().Text("flowVersion");
        if (version is null)
        {
            throw ServiceFault.NotFound($"The flow '{flow.Id}' has no alias '{alias}'.");
        }

        if (version == ResourceVersion.Draft && Progress.Status(flow) is "NotPrepared" or "Failed")
        {
            throw ServiceFault.Validation($"The flow '{flow.Id}' is not prepared.");
        }

        return version;
    }

    private static Dictionary<string, object?> DefinitionOf(Resource flow, string version) =>
        (flow.FindVersion(version)?.Members ?? flow.Members).Map("definition") ?? [];

    private static IEnumerable<string> OutputsOf(Dictionary<string, object?> definition) =>
        definition.Maps("nodes").Where(static node => node.Text("type") == "Output").Select(static node => node.Text("name")!);

    private static Dictionary<string, object?> Event(string kind, string node, object? content, DateTimeOffset time) => new()
    {
        [kind] = new Dictionary<string, object?>
        {
            ["nodeName"] = node,
            ["fields"] = new List<object?> { new Dictionary<string, object?> { ["name"] = "document", ["content"] = content } },
            ["timestamp"] = time,
        },
    };

    private static async Task WriteAsync(EventOutput output, string name, Dictionary<string, object?> members)
    {
        JsonValueWriter.WriteDocument(output.BeginEvent(), members);
        await output.EndEventAsync(name).ConfigureAwait(false);
    }
}

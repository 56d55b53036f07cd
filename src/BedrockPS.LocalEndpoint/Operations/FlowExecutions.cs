using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using BedrockPS.Local.Flows;
using BedrockPS.Local.Resources;
using BedrockPS.Local.Serving;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Operations;

/// <summary>Flows in use: asked for an answer, or started to run by themselves.</summary>
internal sealed class FlowExecutions
{
    private const string Service = "bedrock-agent-runtime";
    private const string TestAlias = "TSTALIASID";
    private const string Record = "record";
    private const int MaxWaiting = 1000;

    private readonly ConcurrentDictionary<string, FlowRun> _waiting = new(StringComparer.Ordinal);
    private readonly ResourceDesk _desk;
    private readonly FlowResources _flows;
    private readonly ResourceKind _execution;
    private readonly Func<string, FlowWorker> _workers;
    private readonly WorkDesk _work;

    /// <param name="desk">Where executions are kept.</param>
    /// <param name="flows">The flows there are.</param>
    /// <param name="workers">Does what nodes do, by region.</param>
    /// <param name="work">Has executions run beside the requests.</param>
    /// <param name="table">Takes the operations.</param>
    public FlowExecutions(ResourceDesk desk, FlowResources flows, Func<string, FlowWorker> workers, WorkDesk work, OperationTable table)
    {
        _desk = desk;
        _flows = flows;
        _workers = workers;
        _work = work;
        _execution = desk.Add(new ResourceKind(Service, "flow-execution", "execution")
        {
            Create = "StartFlowExecution",
            Get = "GetFlowExecution",
            List = "ListFlowExecutions",
            Stop = "StopFlowExecution",
            Parent = flows.Flow,
            NameMember = "flowExecutionName",
            Arn = "flow/{parent}/alias/{flowAliasIdentifier}/execution/{id}",
            MakeId = static members => members.Text("flowExecutionName") ?? ResourceId.Unique(),
            Course = new ResourceCourse("Running", "Succeeded") { Failed = "Failed", Stopped = "Aborted" },
            Making = Prepare,
            Made = (call, execution) => Begin(execution, InputOf(call)),
            Facts = static (execution, facts) =>
            {
                if (Progress.Failure(execution) is string failure)
                {
                    Dictionary<string, object?> error = new() { ["message"] = failure, ["nodeName"] = RecordOf(execution).Failure?.Node };
                    facts["errors"] = new List<object?> { error };
                }
            },
        });
        table.Add(Service, "GetExecutionFlowSnapshot", Snapshot);
        table.Add(Service, "ListFlowExecutionEvents", ListEvents);
        table.Add(Service, "InvokeFlow", Invoke);
    }

    /// <summary>Checks what an execution is to be given, and keeps the flow as it is now.</summary>
    private void Prepare(OperationCall call, Dictionary<string, object?> members)
    {
        Resource flow = _desk.Find(_flows.Flow, call);
        string version = VersionOf(call, flow);
        Dictionary<string, object?> definition = DefinitionOf(flow, version);
        FlowRun.CheckInput(new FlowGraph(definition), InputOf(call));
        members["flowVersion"] = version;
        members["definition"] = definition;
        members["flowAliasIdentifier"] = AliasOf(call);
        members[Record] = new FlowRecord();
    }

    private void Begin(Resource execution, Dictionary<string, object?> input)
    {
        FlowRecord record = RecordOf(execution);
        FlowGraph graph = new(execution.Members.Map("definition")!);
        FlowNode start = FlowRun.CheckInput(graph, input);
        FlowRun run = new(graph, _workers(execution.Region), mayAsk: false);
        _work.Begin(execution, async token =>
        {
            try
            {
                await run.StartAsync(start, input, Keep, token).ConfigureAwait(false);
                return WorkOutcome.Success;
            }
            catch (FlowFailure failure)
            {
                record.Failure = failure;
                return new WorkOutcome(execution.Kind.Course!.Failed, failure.Message);
            }
            finally
            {
                record.Ended = DateTimeOffset.UtcNow;
            }
        });

        ValueTask Keep(FlowEvent happened)
        {
            record.Add(happened);
            return default;
        }
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
        string? status = Progress.Status(execution);
        FlowRecord record = RecordOf(execution);
        List<object?> events;
        if (call.Input.Text("eventType") == "Node")
        {
            events = status is "Succeeded" or "Failed" && !Progress.IsMadeToFail(execution) ? record.OfNodes() : [];
        }
        else
        {
            Dictionary<string, object?> input = execution.Members.Maps("inputs").First();
            events = [FlowRecord.Flow("flowInputEvent", input.Text("nodeName")!, input.Map("content")?.Get("document"), execution.Created)];
            events.AddRange(status == "Succeeded" ? record.Outputs() : []);
            if (Progress.Failure(execution) is string failure)
            {
                events.Add(new Dictionary<string, object?>
                {
                    ["flowFailureEvent"] = new Dictionary<string, object?>
                    {
                        ["errorCode"] = "NODE_EXECUTION_FAILED",
                        ["errorMessage"] = failure,
                        ["timestamp"] = execution.Updated,
                    },
                });
            }
        }

        return Pages.Of(call, "flowExecutionEvents", events);
    }

    private Answer Invoke(OperationCall call)
    {
        Resource flow = _desk.Find(_flows.Flow, call);
        FlowGraph graph = new(DefinitionOf(flow, VersionOf(call, flow)));
        Dictionary<string, object?> input = InputOf(call);
        string id = call.Input.Text("executionId") ?? ResourceId.Unique();
        string key = $"{flow.Arn}/{AliasOf(call)}/{id}";
        if (_waiting.TryRemove(key, out FlowRun? run))
        {
            if (input.Text("nodeName") != run.Waiting!.Name)
            {
                _waiting[key] = run;
                throw ServiceFault.Validation($"The execution '{id}' waits for an input to the node '{run.Waiting.Name}', and not to '{input.Text("nodeName")}'.");
            }
        }

        if (run is null && input.Text("nodeInputName") is not null)
        {
            throw ServiceFault.Validation($"The execution '{id}' waits for no input.");
        }

        FlowNode? start = run is null ? FlowRun.CheckInput(graph, input) : null;
        FlowRun going = run ?? new FlowRun(graph, _workers(call.Region), mayAsk: true);
        return Answer.Stream(async (output, token) =>
        {
            FlowAnswer answer = new(output, call.Operation, call.Input.Flag("enableTrace"));
            try
            {
                bool isDone = start is null
                    ? await going.ReplyAsync(input.Map("content")?.Get("document"), answer.WriteAsync, token).ConfigureAwait(false)
                    : await going.StartAsync(start, input, answer.WriteAsync, token).ConfigureAwait(false);
                if (!isDone)
                {
                    Keep(key, going);
                }

                await answer.EndAsync(isDone).ConfigureAwait(false);
            }
            catch (FlowFailure failure)
            {
                throw failure.ToFault();
            }
        }).With("x-amz-bedrock-flow-execution-id", id);
    }

    private void Keep(string key, FlowRun run)
    {
        if (_waiting.Count >= MaxWaiting)
        {
            _waiting.Clear();
        }

        _waiting[key] = run;
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

        flow.Looks++;
        if (version == ResourceVersion.Draft && Progress.Status(flow) is "NotPrepared" or "Failed")
        {
            throw ServiceFault.Validation($"The flow '{flow.Id}' is not prepared.");
        }

        return version;
    }

    /// <summary>The alias as ARNs of executions name it.</summary>
    private static string AliasOf(OperationCall call)
    {
        string alias = call.Input.Text("flowAliasIdentifier")!;
        return alias.Substring(alias.LastIndexOf('/') + 1);
    }

    private static Dictionary<string, object?> InputOf(OperationCall call) => call.Input.Maps("inputs").First();

    private static FlowRecord RecordOf(Resource execution) => (FlowRecord)execution.Members[Record]!;

    private static Dictionary<string, object?> DefinitionOf(Resource flow, string version) =>
        (flow.FindVersion(version)?.Members ?? flow.Members).Map("definition") ?? [];
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Flows;

/// <summary>
/// One run of a flow, node by node as their inputs come to be there. A node whose condition does not hold is left out, with all that hangs
/// on it. A run that waits for a reply keeps where it was.
/// </summary>
internal sealed class FlowRun
{
    private const int DefaultIterations = 10;

    private readonly FlowGraph _graph;
    private readonly FlowWorker _worker;
    private readonly FlowScope _scope = new(null, []);
    private readonly bool _mayAsk;
    private Func<FlowEvent, ValueTask> _tell = static _ => default;

    /// <param name="graph">The flow.</param>
    /// <param name="worker">Does what nodes do.</param>
    /// <param name="mayAsk">Somebody is there to answer when a node asks.</param>
    public FlowRun(FlowGraph graph, FlowWorker worker, bool mayAsk)
    {
        _graph = graph;
        _worker = worker;
        _mayAsk = mayAsk;
    }

    /// <summary>The node that waits for a reply; null when none does.</summary>
    public FlowNode? Waiting { get; private set; }

    /// <summary>Whether an input fits the flow, before anything runs.</summary>
    /// <exception cref="ServiceFault">ValidationException.</exception>
    public static FlowNode CheckInput(FlowGraph graph, Dictionary<string, object?> input)
    {
        FlowNode node = graph.Find(input.Text("nodeName")) is { Type: "Input" } found
            ? found
            : throw ServiceFault.Validation($"The flow has no input node '{input.Text("nodeName")}'.");
        string name = input.Text("nodeOutputName") ?? "document";
        Dictionary<string, object?> output = node.Outputs.FirstOrDefault(output => output.Text("name") == name)
            ?? throw ServiceFault.Validation($"The input node '{node.Name}' has no output '{name}'.");
        object? document = input.Map("content")?.Get("document");
        return FlowTypes.Fits(output.Text("type")!, document)
            ? node
            : throw ServiceFault.Validation(
                $"The output '{name}' of the input node '{node.Name}' is of the type {output.Text("type")}, and the input is of the type {FlowTypes.Of(document)}.");
    }

    /// <summary>Runs from the beginning.</summary>
    /// <returns>Whether it has come to its end; else it waits for a reply.</returns>
    /// <exception cref="FlowFailure">A node failed.</exception>
    public async Task<bool> StartAsync(
        FlowNode node, Dictionary<string, object?> input, Func<FlowEvent, ValueTask> tell, CancellationToken cancellationToken)
    {
        _tell = tell;
        string name = input.Text("nodeOutputName") ?? "document";
        object? document = input.Map("content")?.Get("document");
        await TellInputsAsync(node, [(name, document, null)], _scope).ConfigureAwait(false);
        await GiveAsync(node, new() { [name] = document }, _scope).ConfigureAwait(false);
        return await RunAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Goes on with what the waiting node has asked for.</summary>
    /// <returns>As <see cref="StartAsync"/>.</returns>
    /// <exception cref="FlowFailure">A node failed.</exception>
    public async Task<bool> ReplyAsync(object? document, Func<FlowEvent, ValueTask> tell, CancellationToken cancellationToken)
    {
        _tell = tell;
        FlowNode node = Waiting!;
        Waiting = null;
        await AskAgentAsync(node, document as string ?? Protocol.JsonText.Of(document), _scope, cancellationToken).ConfigureAwait(false);
        return await RunAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        if (Waiting is null)
        {
            await RunAsync(_graph, _graph.Nodes, _scope, cancellationToken).ConfigureAwait(false);
        }

        return Waiting is null;
    }

    private async Task RunAsync(FlowGraph graph, IReadOnlyList<FlowNode> nodes, FlowScope scope, CancellationToken cancellationToken)
    {
        bool goesOn = true;
        while (goesOn)
        {
            goesOn = false;
            foreach (FlowNode node in nodes)
            {
                if (scope.IsDecided(node.Name) || Waiting is not null)
                {
                    continue;
                }

                bool? isReady = IsReady(graph, node, scope);
                if (isReady == false)
                {
                    scope.Skip(node.Name);
                }
                else if (isReady == true)
                {
                    await RunNodeAsync(graph, node, scope, cancellationToken).ConfigureAwait(false);
                }

                goesOn |= isReady is not null;
            }
        }
    }

    /// <summary>True: all is there. False: it will never run. Null: something is still to come.</summary>
    private static bool? IsReady(FlowGraph graph, FlowNode node, FlowScope scope)
    {
        List<string> sources = graph.DataInto(node).Select(static connection => connection.Text("source")!).ToList();
        List<Dictionary<string, object?>> conditions = graph.ConditionsInto(node).ToList();
        if (node.Type == "Input" || (sources.Count == 0 && conditions.Count == 0))
        {
            return false;
        }

        if (node.Type == "Iterator")
        {
            // What its nodes take from elsewhere has to be there before the first item.
            List<FlowNode> body = graph.BodyOf(node).Body;
            sources.AddRange(body.SelectMany(graph.DataInto).Select(static connection => connection.Text("source")!)
                .Where(source => source != node.Name && !body.Exists(inner => inner.Name == source)));
        }

        if (sources.Exists(scope.IsSkipped))
        {
            return false;
        }

        bool? allowed = conditions.Count == 0 || conditions.Exists(connection => scope.Holds(connection.Text("source")!, FlowGraph.ConditionOf(connection))) ? true
            : conditions.TrueForAll(connection => scope.IsDecided(connection.Text("source")!)) ? false
            : null;
        return allowed == true && !sources.TrueForAll(scope.IsDone) ? null : allowed;
    }

    private async Task RunNodeAsync(FlowGraph graph, FlowNode node, FlowScope scope, CancellationToken cancellationToken)
    {
        Dictionary<string, object?> inputs = await TakeAsync(graph, node, scope).ConfigureAwait(false);
        switch (node.Type)
        {
            case "Output":
                scope.Give(node.Name, []);
                await _tell(new FlowEvent(FlowEventKind.Output, node, new() { ["document"] = inputs.Values.FirstOrDefault() })).ConfigureAwait(false);
                break;
            case "Condition":
                await DecideAsync(node, inputs, scope).ConfigureAwait(false);
                break;
            case "Iterator":
                await IterateAsync(graph, node, inputs, scope, cancellationToken).ConfigureAwait(false);
                break;
            case "Loop":
                await LoopAsync(node, inputs, scope, cancellationToken).ConfigureAwait(false);
                break;
            case "LoopController":
                scope.Give(node.Name, inputs);
                break;
            case "Agent":
                string text = inputs.Get("agentInputText") as string ?? inputs.Values.OfType<string>().FirstOrDefault() ?? "";
                await AskAgentAsync(node, text, scope, cancellationToken).ConfigureAwait(false);
                break;
            default:
                await GiveAsync(node, await _worker.WorkAsync(node, inputs, TellAction(node), cancellationToken).ConfigureAwait(false), scope).ConfigureAwait(false);
                break;
        }
    }

    private Func<FlowEventKind, Dictionary<string, object?>, ValueTask> TellAction(FlowNode node) =>
        (kind, members) => _tell(new FlowEvent(kind, node, members));

    /// <summary>What comes into a node by its connections, through its expressions.</summary>
    private async Task<Dictionary<string, object?>> TakeAsync(FlowGraph graph, FlowNode node, FlowScope scope)
    {
        List<(string Name, object? Value, Dictionary<string, object?>? Source)> taken = [];
        foreach (Dictionary<string, object?> connection in graph.DataInto(node))
        {
            (string output, string target) = FlowGraph.EndsOf(connection);
            string source = connection.Text("source")!;
            Dictionary<string, object?> input = node.Inputs.FirstOrDefault(input => input.Text("name") == target)
                ?? throw FlowFailure.Invalid(node, $"The node {node.Name} has no input '{target}'.");
            if (!scope.TryTake(source, output, out object? given))
            {
                throw FlowFailure.Invalid(node, $"The node {source} has no output '{output}'.");
            }

            string expression = input.Text("expression") ?? "$.data";
            if (!FlowPath.TryFind(expression, given, out object? value))
            {
                throw FlowFailure.Invalid(node, $"The expression '{expression}' of the input '{target}' of the node {node.Name} finds nothing in what {source} gave.");
            }

            string type = input.Text("type") ?? FlowTypes.Of(value);
            if (!FlowTypes.Fits(type, value))
            {
                throw FlowFailure.Invalid(node, $"The input '{target}' of the node {node.Name} is of the type {type}, and what {source} gave is of the type {FlowTypes.Of(value)}.");
            }

            taken.Add((target, value, new() { ["nodeName"] = source, ["outputFieldName"] = output, ["expression"] = expression }));
        }

        await TellInputsAsync(node, taken, scope).ConfigureAwait(false);
        return taken.ToDictionary(static field => field.Name, static field => field.Value);
    }

    private async Task TellInputsAsync(FlowNode node, List<(string Name, object? Value, Dictionary<string, object?>? Source)> taken, FlowScope scope)
    {
        if (taken.Count == 0)
        {
            return;
        }

        List<object?> fields = [];
        foreach ((string name, object? value, Dictionary<string, object?>? source) in taken.Take(5))
        {
            Dictionary<string, object?> field = Field(name, value);
            if (source is not null)
            {
                field["source"] = source;
            }

            if (scope.Chain.Count > 0)
            {
                field["executionChain"] = scope.Chain.ToList();
            }

            if (node.Inputs.FirstOrDefault(input => input.Text("name") == name)?.Text("category") is string category)
            {
                field["category"] = category;
            }

            fields.Add(field);
        }

        await _tell(new FlowEvent(FlowEventKind.NodeInput, node, new() { ["fields"] = fields })).ConfigureAwait(false);
    }

    /// <summary>What a node gives, to whoever takes it.</summary>
    private async Task GiveAsync(FlowNode node, Dictionary<string, object?> outputs, FlowScope scope)
    {
        scope.Give(node.Name, outputs);
        List<object?> fields = outputs.Take(2).Select(output =>
        {
            Dictionary<string, object?> field = Field(output.Key, output.Value);
            field["next"] = _graph.DataOutOf(node).Where(connection => FlowGraph.EndsOf(connection).Output == output.Key).Select(connection => (object?)new Dictionary<string, object?>
            {
                ["nodeName"] = connection.Text("target"),
                ["inputFieldName"] = FlowGraph.EndsOf(connection).Input,
            }).ToList();
            return (object?)field;
        }).ToList();
        if (fields.Count > 0)
        {
            await _tell(new FlowEvent(FlowEventKind.NodeOutput, node, new() { ["fields"] = fields })).ConfigureAwait(false);
        }
    }

    private static Dictionary<string, object?> Field(string name, object? value) => new()
    {
        ["name"] = name,
        ["content"] = new Dictionary<string, object?> { ["document"] = value },
        ["type"] = FlowTypes.Of(value),
    };

    private async Task DecideAsync(FlowNode node, Dictionary<string, object?> inputs, FlowScope scope)
    {
        List<string> holding = [];
        foreach (Dictionary<string, object?> condition in node.Configuration.Maps("conditions"))
        {
            if (condition.Text("expression") is string expression && Holds(node, expression, inputs))
            {
                holding.Add(condition.Text("name")!);
            }
        }

        if (holding.Count == 0)
        {
            holding.Add("default");
        }

        holding.ForEach(condition => scope.Hold(node.Name, condition));
        scope.Give(node.Name, []);
        List<object?> satisfied = holding.Select(static name => (object?)new Dictionary<string, object?> { ["conditionName"] = name }).ToList();
        await _tell(new FlowEvent(FlowEventKind.Condition, node, new() { ["satisfiedConditions"] = satisfied })).ConfigureAwait(false);
    }

    private static bool Holds(FlowNode node, string expression, Dictionary<string, object?> inputs)
    {
        try
        {
            return FlowCondition.Holds(expression, inputs);
        }
        catch (FormatException exception)
        {
            throw FlowFailure.Invalid(node, $"The condition '{expression}' of the node {node.Name} cannot be read: {exception.Message}.");
        }
    }

    /// <summary>Runs what hangs on an iterator once for every item; collectors get what came of all.</summary>
    private async Task IterateAsync(
        FlowGraph graph, FlowNode iterator, Dictionary<string, object?> inputs, FlowScope scope, CancellationToken cancellationToken)
    {
        List<object?> items = inputs.Values.OfType<List<object?>>().FirstOrDefault() ?? throw FlowFailure.Invalid(iterator, $"The iterator {iterator.Name} was given no array.");
        (List<FlowNode> body, List<FlowNode> collectors) = graph.BodyOf(iterator);
        List<List<object?>> collected = collectors.ConvertAll(static _ => new List<object?>());
        for (int index = 0; index < items.Count; index++)
        {
            FlowScope inner = scope.Enter(iterator.Name, "Iterator", index);
            await GiveAsync(iterator, new() { ["arrayItem"] = items[index], ["arraySize"] = (long)items.Count }, inner).ConfigureAwait(false);
            await RunAsync(graph, body, inner, cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < collectors.Count; i++)
            {
                if (graph.DataInto(collectors[i]).All(connection => inner.IsDone(connection.Text("source")!)))
                {
                    collected[i].Add((await TakeAsync(graph, collectors[i], inner).ConfigureAwait(false)).FirstOrDefault(static input => input.Key != "arraySize").Value);
                }
            }
        }

        scope.Give(iterator.Name, []);
        body.ForEach(node => scope.Give(node.Name, []));
        for (int i = 0; i < collectors.Count; i++)
        {
            await GiveAsync(collectors[i], new() { [collectors[i].OutputName("collectedArray")] = collected[i] }, scope).ConfigureAwait(false);
        }
    }

    /// <summary>Runs the flow inside a loop again and again while its controller's condition holds.</summary>
    private async Task LoopAsync(FlowNode loop, Dictionary<string, object?> inputs, FlowScope scope, CancellationToken cancellationToken)
    {
        FlowGraph graph = new(loop.Configuration.Map("definition") ?? []);
        FlowNode start = graph.Nodes.FirstOrDefault(static node => node.Type == "LoopInput") ?? throw FlowFailure.Invalid(loop, $"The loop {loop.Name} has no node of the type LoopInput.");
        FlowNode controller = graph.Nodes.FirstOrDefault(static node => node.Type == "LoopController") ?? throw FlowFailure.Invalid(loop, $"The loop {loop.Name} has no node of the type LoopController.");
        int most = controller.Configuration.Number("maxIterations") ?? DefaultIterations;
        Dictionary<string, object?> values = new(inputs);
        for (int index = 0; ; index++)
        {
            FlowScope inner = scope.Enter(loop.Name, "Loop", index);
            await GiveAsync(start, new(values), inner).ConfigureAwait(false);
            await RunAsync(graph, graph.Nodes, inner, cancellationToken).ConfigureAwait(false);
            if (!inner.IsDone(controller.Name))
            {
                throw FlowFailure.Invalid(loop, $"The loop {loop.Name} never came to its controller {controller.Name}.");
            }

            Dictionary<string, object?> ended = inner.Of(controller.Name);
            string? expression = controller.Configuration.Map("continueCondition")?.Text("expression");
            if (index + 1 >= most || expression is null || !Holds(controller, expression, ended))
            {
                await GiveAsync(loop, Leaving(loop, controller, ended), scope).ConfigureAwait(false);
                return;
            }

            foreach (string name in In(controller, "ReturnValueToLoopStart").Where(ended.ContainsKey))
            {
                values[name] = ended[name];
            }
        }
    }

    private static Dictionary<string, object?> Leaving(FlowNode loop, FlowNode controller, Dictionary<string, object?> ended)
    {
        List<string> leaving = In(controller, "ExitLoop").Where(ended.ContainsKey).ToList();
        Dictionary<string, object?> outputs = [];
        for (int i = 0; i < loop.Outputs.Count && leaving.Count > 0; i++)
        {
            string name = loop.Outputs[i].Text("name")!;
            outputs[name] = ended[leaving.Contains(name) ? name : leaving[Math.Min(i, leaving.Count - 1)]];
        }

        return outputs;
    }

    private static IEnumerable<string> In(FlowNode controller, string category) =>
        controller.Inputs.Where(input => input.Text("category") == category).Select(static input => input.Text("name")!);

    /// <summary>An agent answers, or asks back where somebody is there to reply: not from within iterations.</summary>
    private async Task AskAgentAsync(FlowNode node, string text, FlowScope scope, CancellationToken cancellationToken)
    {
        FlowReply reply = await _worker.AskAgentAsync(node, text, scope.Conversations, _mayAsk && scope.Chain.Count == 0, TellAction(node), cancellationToken).ConfigureAwait(false);
        if (reply.IsQuestion)
        {
            Waiting = node;
            await _tell(new FlowEvent(FlowEventKind.Ask, node, new() { ["document"] = reply.Text })).ConfigureAwait(false);
            return;
        }

        await GiveAsync(node, new() { [node.OutputName("agentResponse")] = reply.Text }, scope).ConfigureAwait(false);
    }
}

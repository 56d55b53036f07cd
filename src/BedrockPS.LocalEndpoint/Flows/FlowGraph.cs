using System;
using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Flows;

/// <summary>The nodes of a flow, or of a loop in one, and what connects them.</summary>
internal sealed class FlowGraph
{
    private readonly List<Dictionary<string, object?>> _connections;

    public FlowGraph(Dictionary<string, object?> definition)
    {
        Nodes = definition.Maps("nodes").Select(static node => new FlowNode(node)).ToList();
        _connections = definition.Maps("connections").ToList();
    }

    public IReadOnlyList<FlowNode> Nodes { get; }

    public FlowNode? Find(string? name) => Nodes.FirstOrDefault(node => node.Name == name);

    /// <summary>Connections that carry something into a node.</summary>
    public IEnumerable<Dictionary<string, object?>> DataInto(FlowNode node) =>
        _connections.Where(connection => connection.Text("target") == node.Name && connection.Text("type") != "Conditional");

    /// <summary>Connections that let a node run when a condition holds.</summary>
    public IEnumerable<Dictionary<string, object?>> ConditionsInto(FlowNode node) =>
        _connections.Where(connection => connection.Text("target") == node.Name && connection.Text("type") == "Conditional");

    /// <summary>Connections that carry something out of a node.</summary>
    public IEnumerable<Dictionary<string, object?>> DataOutOf(FlowNode node) =>
        _connections.Where(connection => connection.Text("source") == node.Name && connection.Text("type") != "Conditional");

    /// <summary>What a connection of data is between.</summary>
    public static (string Output, string Input) EndsOf(Dictionary<string, object?> connection)
    {
        Dictionary<string, object?> data = connection.Map("configuration")?.Map("data") ?? [];
        return (data.Text("sourceOutput") ?? "document", data.Text("targetInput") ?? "document");
    }

    public static string ConditionOf(Dictionary<string, object?> connection) =>
        connection.Map("configuration")?.Map("conditional")?.Text("condition") ?? "default";

    /// <summary>The nodes an iterator runs for every item, and the collectors that end its reach.</summary>
    public (List<FlowNode> Body, List<FlowNode> Collectors) BodyOf(FlowNode iterator)
    {
        List<FlowNode> body = [];
        List<FlowNode> collectors = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        Walk(iterator, 1);
        return (body, collectors);

        void Walk(FlowNode from, int depth)
        {
            foreach (Dictionary<string, object?> connection in _connections.Where(connection => connection.Text("source") == from.Name))
            {
                if (Find(connection.Text("target")) is not FlowNode node || !seen.Add(node.Name))
                {
                    continue;
                }

                int inner = node.Type switch
                {
                    "Iterator" => depth + 1,
                    "Collector" => depth - 1,
                    _ => depth,
                };
                if (inner == 0)
                {
                    collectors.Add(node);
                }
                else
                {
                    body.Add(node);
                    Walk(node, inner);
                }
            }
        }
    }
}

using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Agents;

/// <summary>What is wrong with a flow's definition, as the service words it in kinds: ends that are missing, connections that lead nowhere.</summary>
internal static class FlowRules
{
    /// <returns>Findings, each a FlowValidation; none when the definition is in order.</returns>
    public static List<object?> Check(Dictionary<string, object?> definition)
    {
        List<object?> findings = [];
        List<Dictionary<string, object?>> nodes = definition.Maps("nodes").ToList();
        List<Dictionary<string, object?>> connections = definition.Maps("connections").ToList();
        if (!nodes.Exists(static node => node.Text("type") == "Input"))
        {
            findings.Add(Finding("MissingStartingNodes", "The flow has no node of the type Input."));
        }

        if (!nodes.Exists(static node => node.Text("type") == "Output"))
        {
            findings.Add(Finding("MissingEndingNodes", "The flow has no node of the type Output."));
        }

        HashSet<string> names = new(nodes.Select(static node => node.Text("name")!));
        HashSet<string> reached = [];
        HashSet<string> seen = [];
        foreach (Dictionary<string, object?> connection in connections)
        {
            string name = connection.Text("name")!;
            string source = connection.Text("source")!;
            string target = connection.Text("target")!;
            reached.Add(target);
            if (!names.Contains(source))
            {
                findings.Add(Finding("UnknownConnectionSource", $"The connection {name} begins at {source}, which is no node.", "connection", name));
            }

            if (!names.Contains(target))
            {
                findings.Add(Finding("UnknownConnectionTarget", $"The connection {name} ends at {target}, which is no node.", "connection", name));
            }

            if (!seen.Add(name))
            {
                findings.Add(Finding("Unspecified", $"There is more than one connection {name}."));
            }
        }

        foreach (Dictionary<string, object?> node in nodes)
        {
            string name = node.Text("name")!;
            if (node.Text("type") != "Input" && !reached.Contains(name))
            {
                findings.Add(Finding("UnreachableNode", $"No connection leads to the node {name}.", "node", name));
            }
        }

        return findings;
    }

    private static Dictionary<string, object?> Finding(string type, string message, string? member = null, string? name = null)
    {
        Dictionary<string, object?> finding = new() { ["type"] = type, ["message"] = message, ["severity"] = "Error" };
        if (type != "Unspecified")
        {
            string details = char.ToLowerInvariant(type[0]) + type.Substring(1);
            Dictionary<string, object?> about = member is null ? [] : new() { [member] = name };
            finding["details"] = new Dictionary<string, object?> { [details] = about };
        }

        return finding;
    }
}

using System;
using System.Collections.Generic;
using BedrockPS.Local.Simulation;

namespace BedrockPS.Local.Flows;

/// <summary>What nodes have given so far: in the run, or in one round of an iteration, which sees what lies around it.</summary>
internal sealed class FlowScope
{
    private readonly FlowScope? _outer;
    private readonly Dictionary<string, Dictionary<string, object?>> _given = new(StringComparer.Ordinal);
    private readonly HashSet<string> _skipped = new(StringComparer.Ordinal);
    private readonly HashSet<(string Node, string Condition)> _holding = [];

    /// <param name="outer">What lies around it; null for the run itself.</param>
    /// <param name="chain">The rounds it is in, outermost first, as traces tell them.</param>
    /// <param name="conversations">What was said to the agents of the run; null for a new one.</param>
    public FlowScope(FlowScope? outer, IReadOnlyList<object?> chain, Dictionary<string, Conversation>? conversations = null)
    {
        _outer = outer;
        Chain = chain;
        Conversations = conversations ?? new(StringComparer.Ordinal);
    }

    public IReadOnlyList<object?> Chain { get; }

    /// <summary>What was said to the agents of the run, by node.</summary>
    public Dictionary<string, Conversation> Conversations { get; }

    /// <summary>A round inside this. That of a loop is a flow of its own, which sees nothing of what lies around it.</summary>
    public FlowScope Enter(string node, string type, int index) => new(
        type == "Loop" ? null : this,
        [.. Chain, new Dictionary<string, object?> { ["nodeName"] = node, ["type"] = type, ["index"] = (long)index }],
        Conversations);

    public void Give(string node, Dictionary<string, object?> outputs) => _given[node] = outputs;

    public void Skip(string node) => _skipped.Add(node);

    public void Hold(string node, string condition) => _holding.Add((node, condition));

    /// <summary>All a node has given.</summary>
    public Dictionary<string, object?> Of(string node) => _given[node];

    /// <summary>It has run, or never will.</summary>
    public bool IsDecided(string node) => IsDone(node) || IsSkipped(node);

    public bool IsDone(string node) => _given.ContainsKey(node) || _outer?.IsDone(node) == true;

    public bool IsSkipped(string node) => _skipped.Contains(node) || _outer?.IsSkipped(node) == true;

    public bool Holds(string node, string condition) => _holding.Contains((node, condition)) || _outer?.Holds(node, condition) == true;

    public bool TryTake(string node, string output, out object? value)
    {
        if (_given.TryGetValue(node, out Dictionary<string, object?>? outputs))
        {
            return outputs.TryGetValue(output, out value);
        }

        value = null;
        return _outer?.TryTake(node, output, out value) == true;
    }
}

using System.Collections.Generic;
using System.Linq;
using BedrockPS.Local.Serving;

namespace BedrockPS.Local.Flows;

/// <summary>A node of a flow, as its definition has it.</summary>
internal sealed class FlowNode
{
    public FlowNode(Dictionary<string, object?> definition)
    {
        Name = definition.Text("name")!;
        Type = definition.Text("type")!;
        Inputs = definition.Maps("inputs").ToList();
        Outputs = definition.Maps("outputs").ToList();
        Configuration = definition.Map("configuration")?.Values.OfType<Dictionary<string, object?>>().FirstOrDefault() ?? [];
    }

    public string Name { get; }

    /// <summary>Input, Output, Prompt and so on.</summary>
    public string Type { get; }

    public IReadOnlyList<Dictionary<string, object?>> Inputs { get; }

    public IReadOnlyList<Dictionary<string, object?>> Outputs { get; }

    /// <summary>What its type needs to be told.</summary>
    public Dictionary<string, object?> Configuration { get; }

    /// <summary>The name of its first output; most nodes have one.</summary>
    public string OutputName(string usual) => Outputs.Count > 0 ? Outputs[0].Text("name")! : usual;

    public override string ToString() => Name;
}

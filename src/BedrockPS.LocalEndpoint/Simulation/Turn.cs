using System.Collections.Generic;
using System.Linq;

namespace BedrockPS.Local.Simulation;

/// <summary>One side's contribution to a conversation.</summary>
internal sealed class Turn
{
    public Turn(string role) => Role = role;

    /// <summary>user or assistant.</summary>
    public string Role { get; }

    public List<Part> Parts { get; } = [];

    public string Text => string.Join("\n", Parts.Where(static part => part.Kind == PartKind.Text).Select(static part => part.Text));

    public Turn AddText(string text)
    {
        Parts.Add(Part.OfText(text));
        return this;
    }
}

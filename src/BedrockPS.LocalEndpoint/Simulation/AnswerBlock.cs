using System.Collections.Generic;

namespace BedrockPS.Local.Simulation;

/// <summary>A block of an answer: running text, reasoning or one tool call.</summary>
internal sealed class AnswerBlock
{
    public AnswerBlock(BlockKind kind, int index, string? toolId = null, string? toolName = null)
    {
        Kind = kind;
        Index = index;
        ToolId = toolId;
        ToolName = toolName;
    }

    public BlockKind Kind { get; }

    public int Index { get; }

    public string? ToolId { get; }

    public string? ToolName { get; }

    /// <summary>What a model puts under its reasoning so that it can be given back to it; null where it signs nothing.</summary>
    public string? Signature { get; set; }

    /// <summary>Where its text was taken from.</summary>
    public IReadOnlyList<Quotation> Quotations { get; set; } = [];
}

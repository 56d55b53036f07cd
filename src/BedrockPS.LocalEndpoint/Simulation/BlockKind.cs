namespace BedrockPS.Local.Simulation;

/// <summary>What a block of an answer holds.</summary>
internal enum BlockKind
{
    Text,
    Reasoning,
    ToolUse,
}

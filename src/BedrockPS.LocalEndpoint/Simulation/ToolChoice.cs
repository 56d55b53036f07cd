namespace BedrockPS.Local.Simulation;

/// <summary>Whether the model must call a tool.</summary>
internal enum ToolChoice
{
    Auto,
    None,
    Any,
    Named,
}

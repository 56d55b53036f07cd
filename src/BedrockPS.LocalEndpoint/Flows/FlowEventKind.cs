namespace BedrockPS.Local.Flows;

internal enum FlowEventKind
{
    NodeInput,
    NodeOutput,
    Condition,
    Action,
    Dependency,
    /// <summary>An output node has given something; the member document has it.</summary>
    Output,
    /// <summary>A node wants more before the run goes on; the member document has what it asks.</summary>
    Ask,
}

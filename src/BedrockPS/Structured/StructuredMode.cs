namespace BedrockPS.Structured;

/// <summary>How a model is asked for JSON, the surest way first.</summary>
internal enum StructuredMode
{
    /// <summary>outputConfig.textFormat: the service holds the model to the schema.</summary>
    Format,

    /// <summary>A tool the model must call, whose input is the answer.</summary>
    Tool,

    /// <summary>In words.</summary>
    Prompt,
}

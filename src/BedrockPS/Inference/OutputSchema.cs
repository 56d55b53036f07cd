namespace BedrockPS.Inference;

/// <summary>A JSON schema the answer's text must fit, which the service enforces (outputConfig.textFormat).</summary>
internal sealed class OutputSchema
{
    public OutputSchema(string name, string json, string? description = null)
    {
        Name = name;
        Json = json;
        Description = description;
    }

    /// <summary>Letters, digits, _ and -.</summary>
    public string Name { get; }

    /// <summary>The schema as JSON text.</summary>
    public string Json { get; }

    public string? Description { get; }
}

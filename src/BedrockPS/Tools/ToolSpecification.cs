namespace BedrockPS.Tools;

/// <summary>What a model is told of a tool.</summary>
internal sealed class ToolSpecification
{
    public ToolSpecification(string name, string? description, string inputSchema)
    {
        Name = name;
        Description = description;
        InputSchema = inputSchema;
    }

    /// <summary>1 to 64 letters, digits, _ and -.</summary>
    public string Name { get; }

    public string? Description { get; }

    /// <summary>JSON schema of the input, an object's.</summary>
    public string InputSchema { get; }

    /// <summary>The service holds the model to the schema, where the model can be held; null leaves it to the service.</summary>
    public bool? Strict { get; set; }
}

namespace BedrockPS.Local.Simulation;

/// <summary>A tool the model may call.</summary>
internal sealed class ToolSpec
{
    public ToolSpec(string name, string description, string schema)
    {
        Name = name;
        Description = description;
        Schema = schema;
    }

    public string Name { get; }

    public string Description { get; }

    /// <summary>JSON schema of the input.</summary>
    public string Schema { get; }

    /// <summary>The model must keep to the schema.</summary>
    public bool IsStrict { get; set; }
}

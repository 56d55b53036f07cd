namespace BedrockPS.Engine;

/// <summary>A tool as its server describes it.</summary>
public sealed class McpTool
{
    public McpTool(string name, string? description, string inputSchema, bool isReadOnly)
    {
        Name = name;
        Description = description;
        InputSchema = inputSchema;
        IsReadOnly = isReadOnly;
    }

    public string Name { get; }

    public string? Description { get; }

    /// <summary>JSON schema of the input.</summary>
    public string InputSchema { get; }

    /// <summary>The server says that the tool changes nothing.</summary>
    public bool IsReadOnly { get; }
}

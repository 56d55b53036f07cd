namespace BedrockPS;

/// <summary>A file an agent made. Prints as its name.</summary>
public sealed class AgentFile
{
    internal AgentFile(string name, string? type, byte[] bytes)
    {
        Name = name;
        Type = type;
        Bytes = bytes;
    }

    /// <summary>The name the agent gave it. It is the service's word: never make a path of it.</summary>
    public string Name { get; }

    /// <summary>Media type, such as text/csv.</summary>
    public string? Type { get; }

    public byte[] Bytes { get; }

    /// <summary>Where it was saved, with -OutDirectory; null else.</summary>
    public string? Path { get; internal set; }

    public override string ToString() => Name;
}

namespace BedrockPS.Engine;

/// <summary>One place where a value does not fit a schema.</summary>
public sealed class SchemaViolation
{
    public SchemaViolation(string path, string message)
    {
        Path = path;
        Message = message;
    }

    /// <summary>Where, as PowerShell would write it: Items[0].Name; empty for the value itself.</summary>
    public string Path { get; }

    /// <summary>What is wrong there, as the rest of a sentence: is not one of "low", "high".</summary>
    public string Message { get; }

    public override string ToString() => Path.Length == 0 ? "the value " + Message : $"{Path} {Message}";
}

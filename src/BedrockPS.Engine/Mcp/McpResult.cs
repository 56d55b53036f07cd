namespace BedrockPS.Engine;

/// <summary>What a call of a server's tool gave.</summary>
public sealed class McpResult
{
    public McpResult(string output, bool isError)
    {
        Output = output;
        IsError = isError;
    }

    /// <summary>JSON where the server gives structured content, else its texts; what is neither is named in brackets.</summary>
    public string Output { get; }

    /// <summary>The tool says that it failed, or the server that it knows no such tool or input.</summary>
    public bool IsError { get; }
}

namespace BedrockPS.Protocol;

/// <summary>How an operation hands out its results page by page.</summary>
internal sealed class PagingDescription
{
    public PagingDescription(string inputToken, string outputToken, string? limitKey, string? resultKey)
    {
        InputToken = inputToken;
        OutputToken = outputToken;
        LimitKey = limitKey;
        ResultKey = resultKey;
    }

    public string InputToken { get; }

    public string OutputToken { get; }

    public string? LimitKey { get; }

    /// <summary>Output member that holds the page's items.</summary>
    public string? ResultKey { get; }
}

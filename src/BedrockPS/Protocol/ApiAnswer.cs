using System.Collections.Generic;

namespace BedrockPS.Protocol;

/// <summary>An operation's answer with what came beside it.</summary>
internal sealed class ApiAnswer
{
    public ApiAnswer(Dictionary<string, object?> values, string? requestId, int statusCode, int attempts, IReadOnlyDictionary<string, string> headers)
    {
        Values = values;
        RequestId = requestId;
        StatusCode = statusCode;
        Attempts = attempts;
        Headers = headers;
    }

    public Dictionary<string, object?> Values { get; }

    public string? RequestId { get; }

    public int StatusCode { get; }

    public int Attempts { get; }

    /// <summary>All headers, those the description does not know too.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }
}

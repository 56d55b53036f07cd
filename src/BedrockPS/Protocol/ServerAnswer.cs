using System.Collections.Generic;

namespace BedrockPS.Protocol;

/// <summary>An answer to be sent by a server.</summary>
internal sealed class ServerAnswer
{
    public ServerAnswer(int statusCode, IReadOnlyList<KeyValuePair<string, string>> headers, byte[] body)
    {
        StatusCode = statusCode;
        Headers = headers;
        Body = body;
    }

    public int StatusCode { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    /// <summary>Empty before an event stream, whose frames follow.</summary>
    public byte[] Body { get; }
}

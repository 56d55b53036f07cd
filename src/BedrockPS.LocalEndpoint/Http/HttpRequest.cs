using System;

namespace BedrockPS.Local.Http;

/// <summary>One request as it came over the wire: the target is not decoded, because signatures cover it as it was sent.</summary>
internal sealed class HttpRequest
{
    public HttpRequest(string method, string target, bool isHttp11, HeaderCollection headers)
    {
        Method = method;
        IsHttp11 = isHttp11;
        Headers = headers;
        int mark = target.IndexOf('?');
        Path = mark < 0 ? target : target.Substring(0, mark);
        Query = mark < 0 ? "" : target.Substring(mark + 1);
        string? connection = headers["Connection"];
        KeepAlive = isHttp11
            ? !string.Equals(connection, "close", StringComparison.OrdinalIgnoreCase)
            : string.Equals(connection, "keep-alive", StringComparison.OrdinalIgnoreCase);
    }

    public string Method { get; }

    /// <summary>Path with its percent escapes.</summary>
    public string Path { get; }

    /// <summary>What follows the question mark, with its percent escapes.</summary>
    public string Query { get; }

    public bool IsHttp11 { get; }

    public bool KeepAlive { get; }

    public HeaderCollection Headers { get; }

    /// <summary>The body; empty while it is left to <see cref="BodyStream"/>.</summary>
    public byte[] Body { get; set; } = [];

    /// <summary>The body as it arrives, for who was left to read it. Null in requests that came over no wire.</summary>
    public HttpBody? BodyStream { get; set; }
}

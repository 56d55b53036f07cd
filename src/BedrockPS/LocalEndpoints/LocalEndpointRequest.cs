using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace BedrockPS;

/// <summary>One request a local endpoint has got. Keys and signatures are not kept.</summary>
public sealed class LocalEndpointRequest
{
    private readonly ArraySegment<byte> _body;

    internal LocalEndpointRequest(DateTimeOffset time, string method, string path, ArraySegment<byte> body)
    {
        Time = time;
        Method = method;
        Path = path;
        _body = body;
    }

    public DateTimeOffset Time { get; }

    public string Method { get; }

    /// <summary>Path and query as they were sent, percent escapes included.</summary>
    public string Path { get; }

    /// <summary>bedrock, bedrock-runtime, bedrock-agent or bedrock-agent-runtime; null for a path of none of them.</summary>
    public string? Service { get; internal set; }

    public string? Operation { get; internal set; }

    /// <summary>Model, inference profile or ARN of the request, decoded.</summary>
    public string? Model { get; internal set; }

    /// <summary>HTTP status of the answer; 0 while there is none, and when the connection was closed instead.</summary>
    public int StatusCode { get; internal set; }

    /// <summary>Error the answer named, also one inside a stream.</summary>
    public string? ErrorCode { get; internal set; }

    public TimeSpan Duration { get; internal set; }

    /// <summary>Region of the signature's scope, or the endpoint's own for an API key.</summary>
    public string? Region { get; internal set; }

    /// <summary>SigV4, ApiKey or None.</summary>
    public string Auth { get; internal set; } = "None";

    public string? UserAgent { get; internal set; }

    public string? RequestId { get; internal set; }

    /// <summary>The fault that was injected into this answer.</summary>
    public string? Fault { get; internal set; }

    /// <summary>The metadata a client gave an inference for its own records; null when it gave none.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; internal set; }

    /// <summary>The request body as text, its first 64 KB.</summary>
    public string Body => _body.Count == 0 ? "" : Encoding.UTF8.GetString(_body.Array!, _body.Offset, _body.Count);

    public override string ToString() =>
        string.Format(CultureInfo.InvariantCulture, "{0} {1} {2}", StatusCode, Operation ?? Method + " " + Path, Model).TrimEnd();
}

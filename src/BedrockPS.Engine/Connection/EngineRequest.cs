using System;
using System.Collections.Generic;
using BedrockPS.Engine.Retry;

namespace BedrockPS.Engine;

/// <summary>One HTTP request to one operation, before endpoint, signature and retries are decided.</summary>
public sealed class EngineRequest
{
    public EngineRequest(string service, string operation, string method, string path)
    {
        Service = service;
        Operation = operation;
        Method = method;
        Path = path;
        EndpointPrefix = service;
        MayBeSentTwice = method != "POST"
            || operation.StartsWith("List", StringComparison.Ordinal)
            || operation.StartsWith("Get", StringComparison.Ordinal)
            || operation is "Retrieve" or "CountTokens";
    }

    /// <summary>
    /// Name under which the service is configured (AWS_ENDPOINT_URL_name): bedrock, bedrock-runtime, bedrock-agent,
    /// bedrock-agent-runtime, or that of another service.
    /// </summary>
    public string Service { get; }

    /// <summary>First part of the service's host name; from the start its name.</summary>
    public string EndpointPrefix { get; set; }

    /// <summary>Service name in the signature; the four Bedrock services share theirs.</summary>
    public string SigningName { get; set; } = "bedrock";

    /// <summary>Region of a service that is not in every region; null: the connection's.</summary>
    public string? Region { get; set; }

    /// <summary>The service has one endpoint for all regions of a partition, as IAM has.</summary>
    public bool IsGlobal { get; set; }

    public string Operation { get; }

    public string Method { get; }

    /// <summary>URI template such as /model/{modelId}/converse; each {name} is filled from <see cref="PathParameters"/>.</summary>
    public string Path { get; }

    public Dictionary<string, string> PathParameters { get; } = [];

    /// <summary>Query pairs in order; a name may repeat.</summary>
    public List<KeyValuePair<string, string>> Query { get; } = [];

    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Null when the operation sends no body.</summary>
    public byte[]? Body { get; set; }

    /// <summary>
    /// Whether to send again when the connection broke after the request had gone out, so that the service may have acted on it.
    /// From the start true for every method but POST, and for a POST that by its operation's name only lists or looks up.
    /// </summary>
    public bool MayBeSentTwice { get; set; }

    /// <summary>
    /// Hand back the answers 429 and 503 at once instead of waiting and sending again: the caller has many requests under way and waits
    /// for all of them together.
    /// </summary>
    public bool LeavesBusy { get; set; }

    /// <summary>Limit for the whole call, streaming included; null: none.</summary>
    public TimeSpan? Timeout { get; set; }

    /// <summary>Longest silence while reading a body; null: the engine's default of 60 minutes, the service's own limit.</summary>
    public TimeSpan? IdleTimeout { get; set; }

    /// <summary>Random numbers from 0 to 1 that waits are drawn with.</summary>
    internal Func<double> Draw { get; set; } = Jitter.Draw;

    /// <summary>Told of endpoint, attempts, waits and retries; may be called from any thread, never with a secret.</summary>
    public Action<string>? Log { get; set; }
}

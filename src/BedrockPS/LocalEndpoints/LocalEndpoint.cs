using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Globalization;
using BedrockPS.LocalEndpoints;

namespace BedrockPS;

/// <summary>
/// A Bedrock-compatible endpoint in this process, on the loopback interface. Its models are simulators. It ends with
/// Stop-BRLocalEndpoint, when the module is removed, or with the process.
/// </summary>
/// <remarks>
/// <para>A fault is written <c>[scope@]kind[:argument][:count]</c>. A scope is an operation name or a model id, either with
/// <c>*</c>; several narrow each other (<c>Converse@amazon.nova-*@throttle:2</c>). The count says how many fitting requests it
/// hits, from the next one on; without one it hits all. Requests a fault has let pass or has used up its count on go to the next
/// fault of the list.</para>
/// <para>Instead of an answer: <c>throttle</c>, <c>notready</c>, <c>unavailable</c>, <c>internal</c>, <c>timeout</c>,
/// <c>quota</c>, <c>denied</c>, <c>expired</c>, <c>unrecognized</c>; <c>error:424</c> or <c>error:ConflictException</c>;
/// <c>html:502</c>; <c>hang</c> (silence until the client goes); <c>reset</c> (the connection breaks).</para>
/// <para>In a stream, after so many frames: <c>cut:3</c> (ends as if all had been said), <c>half:3</c> (ends inside a frame),
/// <c>drop:3</c> (the connection breaks), <c>stall:3</c> (silence), <c>corrupt:3</c> (a flipped byte),
/// <c>exception:throttlingException:3</c>. Without a number it is after one frame. <c>cut</c>, <c>half</c> and <c>drop</c> break
/// other answers in the middle too.</para>
/// <para>Quotas of each model: <c>rate:20/1s</c> (requests), <c>tokens:5000/1m</c> (ms, s, m; a minute when no time is named).
/// Tokens are reserved when a request starts: its input and the most it may answer; what it did not use is given back. They have
/// no count and do not keep other faults from coming.</para>
/// <para>What the model says, where it must fit a schema (an output schema, or the input of the one tool it must call):
/// <c>badjson</c> (no valid JSON), <c>misfit</c> (a value of the wrong kind).</para>
/// <para><c>slow:50ms</c> (ms, s) waits before every answer and before each frame of a stream, and does not keep other faults
/// from coming.</para>
/// </remarks>
public sealed class LocalEndpoint
{
    private readonly ILocalEndpointServer _server;

    internal LocalEndpoint(ILocalEndpointServer server)
    {
        _server = server;
        Url = "http://127.0.0.1:" + server.Port.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Address for all four services and its storage, such as http://127.0.0.1:40123.</summary>
    public string Url { get; }

    public int Port => _server.Port;

    public string AccessKey => _server.AccessKey;

    /// <summary>In plain text: it opens nothing but this endpoint, which other machines cannot reach.</summary>
    public string SecretKey => _server.SecretKey;

    /// <summary>Bearer token, for bedrock and bedrock-runtime.</summary>
    public string ApiKey => _server.ApiKey;

    /// <summary>Region of requests with an API key, and of <see cref="Environment"/>. Signed requests bring their own.</summary>
    public string Region => _server.Region;

    /// <summary>Bucket of its storage that is there from the start; others are made as in S3.</summary>
    public string Bucket => _server.Bucket;

    /// <summary>Address of the S3 that its jobs read from and write to: its own storage, unless another was named.</summary>
    public string S3Url => _server.S3Url ?? Url;

    /// <summary>Folder of its buckets, one folder each. Unless it was chosen, it goes with the endpoint.</summary>
    public string StoragePath => _server.StoragePath;

    /// <summary>Number of models it lists.</summary>
    public int Models => _server.ModelCount;

    public DateTimeOffset Started => _server.Started;

    public bool IsRunning => _server.IsRunning;

    /// <summary>Faults in force.</summary>
    public string[] Fault => [.. _server.Faults];

    /// <summary>The variables that point any AWS SDK or the AWS CLI at this endpoint.</summary>
    public IDictionary Environment => new OrderedDictionary
    {
        ["AWS_ENDPOINT_URL_BEDROCK"] = Url,
        ["AWS_ENDPOINT_URL_BEDROCK_RUNTIME"] = Url,
        ["AWS_ENDPOINT_URL_BEDROCK_AGENT"] = Url,
        ["AWS_ENDPOINT_URL_BEDROCK_AGENT_RUNTIME"] = Url,
        ["AWS_ENDPOINT_URL_S3"] = S3Url,
        ["AWS_ACCESS_KEY_ID"] = AccessKey,
        ["AWS_SECRET_ACCESS_KEY"] = SecretKey,
        ["AWS_REGION"] = Region,
        ["AWS_DEFAULT_REGION"] = Region,
    };

    internal ILocalEndpointServer Server => _server;

    /// <summary>Replaces the faults in force; the counts begin anew.</summary>
    /// <exception cref="ArgumentException">A fault is not understood. Nothing has changed then.</exception>
    public void SetFault(params string[] fault) => _server.SetFaults(fault);

    public void ClearFault() => _server.SetFaults([]);

    /// <summary>The last requests, oldest first; 1,000 are kept.</summary>
    public IReadOnlyList<LocalEndpointRequest> GetRequest() => _server.ReadRequests();

    public void ClearRequest() => _server.ClearRequests();

    public override string ToString() => Url;
}

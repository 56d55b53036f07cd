using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Runtime.InteropServices;
using BedrockPS.Engine.Credentials;
using BedrockPS.Engine.Endpoints;
using BedrockPS.Engine.Signing;

namespace BedrockPS.Engine.Http;

/// <summary>Makes the message of each attempt of one call: headers, body and signature.</summary>
internal sealed class RequestComposer
{
    private static readonly string s_userAgent =
        $"BedrockPS/{typeof(RequestComposer).Assembly.GetName().Version?.ToString(3)} lang/.NET#{Environment.Version} "
        + $"os/{(RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "windows" : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "macos" : "linux")}";

    private static readonly byte[] s_noBody = [];
    private static readonly char[] s_lineBreaks = ['\r', '\n'];

    private readonly ResolvedConnection _connection;
    private readonly EngineRequest _request;
    private readonly string _invocationId = Guid.NewGuid().ToString();

    public RequestComposer(ResolvedConnection connection, EngineRequest request)
    {
        _connection = connection;
        _request = request;
    }

    public HttpRequestMessage Compose(
        ServiceEndpoint endpoint, RequestTarget target, string? apiKey, KeySet? keys, string? region, int attempt, int maxAttempts)
    {
        HttpRequestMessage message = Begin(endpoint, target, out List<KeyValuePair<string, string>> signed);
        if (_request.Body is not null)
        {
            message.Content = new ByteArrayContent(_request.Body);
            if (!_request.Headers.ContainsKey("Content-Type"))
            {
                Add(message, signed, "Content-Type", "application/json");
            }
        }

        AddHeaders(message, signed, attempt, maxAttempts);
        if (apiKey is not null)
        {
            message.Headers.TryAddWithoutValidation("Authorization", "Bearer " + apiKey);
        }
        else
        {
            SigningScope scope = AddScope(message, signed, keys!, region!);
            message.Headers.TryAddWithoutValidation(
                "Authorization",
                SigV4Signer.Sign(_request.Method, target.Path, _request.Query, signed, _request.Body ?? s_noBody, scope));
        }

        return message;
    }

#if NET
    /// <summary>A request over HTTP/2 whose body is a stream of messages, each to be wrapped by the signer.</summary>
    public HttpRequestMessage ComposeDuplex(
        ServiceEndpoint endpoint,
        RequestTarget target,
        HttpContent content,
        KeySet keys,
        string region,
        int attempt,
        int maxAttempts,
        out EventSigner signer)
    {
        HttpRequestMessage message = Begin(endpoint, target, out List<KeyValuePair<string, string>> signed);
        message.Version = System.Net.HttpVersion.Version20;
        message.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        message.Content = content;
        Add(message, signed, "Content-Type", "application/vnd.amazon.eventstream");
        AddHeaders(message, signed, attempt, maxAttempts);
        Add(message, signed, "x-amz-content-sha256", EventSigner.PayloadHash);
        SigningScope scope = AddScope(message, signed, keys, region);
        message.Headers.TryAddWithoutValidation(
            "Authorization",
            SigV4Signer.Sign(
                _request.Method, target.Path, _request.Query, signed, EventSigner.PayloadHash, scope, out string signature));
        signer = new EventSigner(keys, region, _request.SigningName, signature);
        return message;
    }
#endif

    public void LogStart(ServiceEndpoint endpoint, RequestTarget target, string? region, ICredentialSource? credentials) =>
        _request.Log?.Invoke(
            $"{_request.Operation}: {_request.Method} {endpoint.Origin}{target.Path}"
            + $"{(region is null ? "" : ", region " + region)}, {credentials?.Kind ?? "API key"}");

    private HttpRequestMessage Begin(ServiceEndpoint endpoint, RequestTarget target, out List<KeyValuePair<string, string>> signed)
    {
        signed = new(8) { new("host", endpoint.Host) };
        HttpRequestMessage message = new(new HttpMethod(_request.Method), target.Uri);
        message.Headers.ExpectContinue = false;
        message.Headers.Host = endpoint.Host;
        return message;
    }

    private void AddHeaders(HttpRequestMessage message, List<KeyValuePair<string, string>> signed, int attempt, int maxAttempts)
    {
        foreach (KeyValuePair<string, string> header in _request.Headers)
        {
            Add(message, signed, header.Key, header.Value);
        }

        message.Headers.TryAddWithoutValidation("User-Agent", s_userAgent);
        message.Headers.TryAddWithoutValidation("amz-sdk-invocation-id", _invocationId);
        message.Headers.TryAddWithoutValidation("amz-sdk-request", $"attempt={attempt}; max={maxAttempts}");
    }

    private SigningScope AddScope(HttpRequestMessage message, List<KeyValuePair<string, string>> signed, KeySet keys, string region)
    {
        SigningScope scope = new(keys, _connection.Clock.UtcNow, region, _request.SigningName);
        Add(message, signed, "x-amz-date", scope.Timestamp);
        if (keys.SessionToken is not null)
        {
            Add(message, signed, "x-amz-security-token", keys.SessionToken);
        }

        return scope;
    }

    private static void Add(HttpRequestMessage message, List<KeyValuePair<string, string>> signed, string name, string value)
    {
        if (value.IndexOfAny(s_lineBreaks) >= 0)
        {
            throw new ArgumentException($"The header {name} contains a line break.", nameof(value));
        }

        bool isContent = name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase);
        bool added = isContent
            ? message.Content is not null && message.Content.Headers.TryAddWithoutValidation(name, value)
            : message.Headers.TryAddWithoutValidation(name, value);
        if (added)
        {
            signed.Add(new KeyValuePair<string, string>(name, value));
        }
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Net.Http;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine.Credentials;
using BedrockPS.Engine.Endpoints;
using BedrockPS.Engine.Retry;
using BedrockPS.Engine.Signing;

namespace BedrockPS.Engine.Http;

/// <summary>One request from its first attempt to the answer whose body is handed out.</summary>
internal sealed class Call
{
    private const string SigningName = "bedrock";
    private static readonly string s_userAgent =
        $"BedrockPS/{typeof(Call).Assembly.GetName().Version?.ToString(3)} lang/.NET#{Environment.Version} "
        + $"os/{(RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "windows" : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "macos" : "linux")}";

    private static readonly byte[] s_noBody = [];
    private static readonly char[] s_lineBreaks = ['\r', '\n'];

    private readonly ResolvedConnection _connection;
    private readonly EngineRequest _request;
    private readonly CancellationToken _cancellationToken;
    private readonly string _invocationId = Guid.NewGuid().ToString();
    private int _attempt;

    public Call(ResolvedConnection connection, EngineRequest request, CancellationToken cancellationToken)
    {
        _connection = connection;
        _request = request;
        _cancellationToken = cancellationToken;
    }

    public async Task<EngineResponse> SendAsync()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        CallClock clock = new(_request.Timeout, _request.IdleTimeout, _cancellationToken);
        try
        {
            return await SendAsync(clock).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            bool ended = clock.HasEnded;
            clock.Dispose();
            // Once the clock has struck, whatever came of it (a cancelled task, a socket closed underfoot) means only that.
            if (ended && e is not EngineException { Failure: EngineFailure.Service })
            {
                Exception end = clock.Explain(e);
                if (end is EngineException limit)
                {
                    limit.Attempts = _attempt;
                }

                throw end;
            }

            throw;
        }
    }

    private async Task<EngineResponse> SendAsync(CallClock clock)
    {
        ServiceEndpoint endpoint = await _connection.EndpointAsync(_request.Service, clock.Token).ConfigureAwait(false);
        RequestTarget target = new(endpoint, _request);
        string? apiKey = _connection.ApiKeyFor(_request.Service, endpoint);
        string? region = null;
        ICredentialSource? credentials = null;
        if (apiKey is null)
        {
            region = await _connection.RegionAsync(endpoint, clock.Token).ConfigureAwait(false);
            credentials = await _connection.CredentialsAsync(region, clock.Token).ConfigureAwait(false);
        }

        int maxAttempts = _connection.MaxAttempts;
        LogStart(endpoint, target, region, credentials);
        for (int attempt = 1; ; attempt++)
        {
            _attempt = attempt;
            KeySet? keys = credentials is null ? null : await credentials.GetAsync(clock.Token).ConfigureAwait(false);
            (EngineResponse? response, EngineException? failure, bool retry) =
                await AttemptAsync(clock, endpoint, target, apiKey, keys, region, attempt, maxAttempts).ConfigureAwait(false);
            if (response is not null)
            {
                _connection.Quota.Refill(attempt);
                return response;
            }

            failure!.Attempts = attempt;
            if (!retry || attempt >= maxAttempts)
            {
                throw failure;
            }

            if (!_connection.Quota.TrySpend())
            {
                Log($"{_request.Operation}: not sent again after {Reason(failure)}, too many recent calls have failed");
                throw failure;
            }

            TimeSpan wait = RetryRules.WaitAfter(attempt, _request.Draw(), failure.Headers);
            Log(string.Format(
                CultureInfo.InvariantCulture,
                "{0}: attempt {1} of {2} after {3}, waiting {4:0.00} s",
                _request.Operation, attempt + 1, maxAttempts, Reason(failure), wait.TotalSeconds));
            await Task.Delay(wait, clock.Token).ConfigureAwait(false);
        }
    }

    private async Task<(EngineResponse? Response, EngineException? Failure, bool Retry)> AttemptAsync(
        CallClock clock,
        ServiceEndpoint endpoint,
        RequestTarget target,
        string? apiKey,
        KeySet? keys,
        string? region,
        int attempt,
        int maxAttempts)
    {
        using HttpRequestMessage message = Compose(endpoint, target, apiKey, keys, region, attempt, maxAttempts);
        HttpResponseMessage? answer = null;
        try
        {
            clock.Arm();
#if !NET
            HttpClients.Tune(endpoint.Uri);
#endif
            answer = await _connection.Http
                .SendAsync(message, HttpCompletionOption.ResponseHeadersRead, clock.Token).ConfigureAwait(false);
            if ((int)answer.StatusCode is >= 200 and < 300)
            {
#if NET
                Stream body = await answer.Content.ReadAsStreamAsync(clock.Token).ConfigureAwait(false);
#else
                Stream body = await answer.Content.ReadAsStreamAsync().ConfigureAwait(false);
#endif
                ResponseStream stream = new(answer, body, clock, _cancellationToken);
                EngineResponse response = new((int)answer.StatusCode, ResponseHeaders.Of(answer), stream, attempt, null);
                answer = null;
                return (response, null, false);
            }

            EngineException error = await ServiceError.ReadAsync(answer, _request, attempt, clock).ConfigureAwait(false);
            bool retry = RetryRules.IsTransient(error) && !(_request.LeavesBusy && RetryRules.IsBusy(error));
            return (null, error, retry || (keys is not null && _connection.Clock.TryCorrect(error)));
        }
        catch (Exception e) when (!clock.HasEnded && e is HttpRequestException or IOException or OperationCanceledException)
        {
            EngineException failure = NetworkFailure.Explain(e, endpoint.Uri);
            if (NetworkFailure.WasNeverSent(e) || _request.MayBeSentTwice)
            {
                return (null, failure, failure.Failure != EngineFailure.Tls);
            }

            return (null, new EngineException(
                failure.Failure, failure.Message + " The request had gone out, so the service may have acted on it; it was not sent again.", e), false);
        }
        finally
        {
            clock.Disarm();
            answer?.Dispose();
        }
    }

    private HttpRequestMessage Compose(
        ServiceEndpoint endpoint, RequestTarget target, string? apiKey, KeySet? keys, string? region, int attempt, int maxAttempts)
    {
        List<KeyValuePair<string, string>> signed = new(8) { new("host", endpoint.Host) };
        HttpRequestMessage message = new(new HttpMethod(_request.Method), target.Uri);
        message.Headers.ExpectContinue = false;
        message.Headers.Host = endpoint.Host;
        if (_request.Body is not null)
        {
            message.Content = new ByteArrayContent(_request.Body);
            if (!_request.Headers.ContainsKey("Content-Type"))
            {
                Add(message, signed, "Content-Type", "application/json");
            }
        }

        foreach (KeyValuePair<string, string> header in _request.Headers)
        {
            Add(message, signed, header.Key, header.Value);
        }

        if (apiKey is not null)
        {
            message.Headers.TryAddWithoutValidation("Authorization", "Bearer " + apiKey);
        }
        else
        {
            SigningScope scope = new(keys!, _connection.Clock.UtcNow, region!, SigningName);
            Add(message, signed, "x-amz-date", scope.Timestamp);
            if (keys!.SessionToken is not null)
            {
                Add(message, signed, "x-amz-security-token", keys.SessionToken);
            }

            message.Headers.TryAddWithoutValidation(
                "Authorization",
                SigV4Signer.Sign(_request.Method, target.Path, _request.Query, signed, _request.Body ?? s_noBody, scope));
        }

        message.Headers.TryAddWithoutValidation("User-Agent", s_userAgent);
        message.Headers.TryAddWithoutValidation("amz-sdk-invocation-id", _invocationId);
        message.Headers.TryAddWithoutValidation("amz-sdk-request", $"attempt={attempt}; max={maxAttempts}");
        return message;
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

    private void LogStart(ServiceEndpoint endpoint, RequestTarget target, string? region, ICredentialSource? credentials)
    {
        if (_request.Log is not null)
        {
            Log($"{_request.Operation}: {_request.Method} {endpoint.Origin}{target.Path}"
                + $"{(region is null ? "" : ", region " + region)}, {credentials?.Kind ?? "API key"}");
        }
    }

    private void Log(string line) => _request.Log?.Invoke(line);

    private static string Reason(EngineException e) =>
        e.Failure == EngineFailure.Service ? $"{e.ErrorCode ?? "HTTP status"} ({e.StatusCode})" : e.Failure.ToString();
}

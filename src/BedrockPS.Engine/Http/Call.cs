using System;
using System.Globalization;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine.Credentials;
using BedrockPS.Engine.Endpoints;
using BedrockPS.Engine.Retry;

namespace BedrockPS.Engine.Http;

/// <summary>One request from its first attempt to the answer whose body is handed out.</summary>
internal sealed class Call
{
    private readonly ResolvedConnection _connection;
    private readonly EngineRequest _request;
    private readonly CancellationToken _cancellationToken;
    private readonly RequestComposer _composer;
    private int _attempt;

    public Call(ResolvedConnection connection, EngineRequest request, CancellationToken cancellationToken)
    {
        _connection = connection;
        _request = request;
        _composer = new RequestComposer(connection, request);
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
        ServiceEndpoint endpoint = await _connection.EndpointAsync(_request, clock.Token).ConfigureAwait(false);
        RequestTarget target = new(endpoint, _request);
        string? apiKey = _connection.ApiKeyFor(_request.Service, endpoint);
        string? region = null;
        ICredentialSource? credentials = null;
        if (apiKey is null)
        {
            region = await _connection.RegionAsync(endpoint, clock.Token).ConfigureAwait(false);
            credentials = await _connection.CredentialsAsync(region, clock.Token).ConfigureAwait(false);
            region = _request.Region ?? (_request.IsGlobal ? Partition.Of(region).HomeRegion : region);
        }

        int maxAttempts = _connection.MaxAttempts;
        _composer.LogStart(endpoint, target, region, credentials);
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
        using HttpRequestMessage message = _composer.Compose(endpoint, target, apiKey, keys, region, attempt, maxAttempts);
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
                failure.Failure, failure.Message + " The request had gone out, so the service may have acted on it; it was not sent again.", e)
            {
                WasSent = true,
            }, false);
        }
        finally
        {
            clock.Disarm();
            answer?.Dispose();
        }
    }

    private void Log(string line) => _request.Log?.Invoke(line);

    internal static string Reason(EngineException e) =>
        e.Failure == EngineFailure.Service ? $"{e.ErrorCode ?? "HTTP status"} ({e.StatusCode})" : e.Failure.ToString();
}

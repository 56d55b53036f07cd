#if NET
using System;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine.Credentials;
using BedrockPS.Engine.Endpoints;
using BedrockPS.Engine.Http;
using BedrockPS.Engine.Retry;
using BedrockPS.Engine.Signing;

namespace BedrockPS.Engine;

/// <summary>
/// A call whose event stream is sent while the answer arrives, over HTTP/2. Messages may be sent before there is an answer; one
/// at a time. Dispose it in any case: whatever is still under way is given up then.
/// </summary>
/// <remarks>
/// Silence counts against the idle limit only when it is the service's turn: while a message cannot be got rid of, and after the
/// end of the messages. The call is sent again only where no connection came about.
/// </remarks>
public sealed class EngineDuplex : IDisposable
{
    private readonly ResolvedConnection _connection;
    private readonly EngineRequest _request;
    private readonly RequestComposer _composer;
    private readonly CancellationTokenSource _abandon;
    private readonly CancellationToken _token;
    private readonly CallClock _clock;
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Stream? _body;
    private EventSigner? _signer;
    private bool _hasWritten;
    private bool _isComplete;
    private int _attempt;
    private int _disposed;

    internal EngineDuplex(ResolvedConnection connection, EngineRequest request, CancellationToken cancellationToken)
    {
        _connection = connection;
        _request = request;
        _composer = new RequestComposer(connection, request);
        _abandon = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _token = _abandon.Token;
        _clock = new CallClock(request.Timeout, request.IdleTimeout, _token);
        Response = RunAsync();
    }

    /// <summary>The answer, its body unread; only success comes back. Some models answer only after the first message.</summary>
    /// <exception cref="EngineException">Anything but success.</exception>
    public Task<EngineResponse> Response { get; }

    /// <summary>Sends one message, a whole event-stream frame, as soon as the connection takes it.</summary>
    /// <returns>False when nothing more can be sent; <see cref="Response"/> or its body tells why.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public Task<bool> SendAsync(byte[] message, CancellationToken cancellationToken) => WriteAsync(message, cancellationToken);

    /// <summary>Says that no message follows. The answer goes on until the service ends it.</summary>
    /// <returns>False when the service had ended the call before.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<bool> CompleteAsync(CancellationToken cancellationToken)
    {
        // A signed stream ends with a message of no length.
        bool sent = await WriteAsync([], cancellationToken).ConfigureAwait(false);
        _isComplete = true;
        _clock.Resume();
        _end.TrySetResult();
        return sent;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _abandon.Cancel();
        Response.ContinueWith(
            static (response, duplex) =>
            {
                if (response.Status == TaskStatus.RanToCompletion)
                {
                    response.Result.Dispose();
                }

                _ = response.Exception;
                EngineDuplex call = (EngineDuplex)duplex!;
                call._end.TrySetCanceled();
                call._abandon.Dispose();
            },
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private async Task<EngineResponse> RunAsync()
    {
        try
        {
            _token.ThrowIfCancellationRequested();
            return await ConnectAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            bool ended = _clock.HasEnded;
            _clock.Dispose();
            _end.TrySetCanceled();
            if (ended && e is not EngineException { Failure: EngineFailure.Service })
            {
                Exception end = _clock.Explain(e);
                if (end is EngineException limit)
                {
                    limit.Attempts = _attempt;
                }

                throw end;
            }

            throw;
        }
    }

    private async Task<EngineResponse> ConnectAsync()
    {
        ServiceEndpoint endpoint = await _connection.EndpointAsync(_request, _clock.Token).ConfigureAwait(false);
        RequestTarget target = new(endpoint, _request);
        _connection.RefuseApiKey(_request.Operation);
        string region = await _connection.RegionAsync(endpoint, _clock.Token).ConfigureAwait(false);
        ICredentialSource credentials = await _connection.CredentialsAsync(region, _clock.Token).ConfigureAwait(false);
        _composer.LogStart(endpoint, target, region, credentials);
        for (_attempt = 1; ; _attempt++)
        {
            KeySet keys = await credentials.GetAsync(_clock.Token).ConfigureAwait(false);
            (EngineResponse? response, EngineException? failure, bool retry) =
                await AttemptAsync(endpoint, target, keys, region).ConfigureAwait(false);
            if (response is not null)
            {
                return response;
            }

            failure!.Attempts = _attempt;
            if (!retry || _attempt >= _connection.MaxAttempts || !_connection.Quota.TrySpend())
            {
                throw failure;
            }

            TimeSpan wait = RetryRules.WaitAfter(_attempt, _request.Draw(), failure.Headers);
            _request.Log?.Invoke(FormattableString.Invariant(
                $"{_request.Operation}: attempt {_attempt + 1} of {_connection.MaxAttempts} after {Call.Reason(failure)}, waiting {wait.TotalSeconds:0.00} s"));
            await Task.Delay(wait, _clock.Token).ConfigureAwait(false);
        }
    }

    private async Task<(EngineResponse? Response, EngineException? Failure, bool Retry)> AttemptAsync(
        ServiceEndpoint endpoint, RequestTarget target, KeySet keys, string region)
    {
        EventSigner? signer = null;
        DuplexContent content = new((stream, token) => BeginAsync(stream, signer!, token));

        // Not disposed with this method: the body goes on when the answer has begun.
        HttpRequestMessage message = _composer.ComposeDuplex(
            endpoint, target, content, keys, region, _attempt, _connection.MaxAttempts, out signer);
        HttpResponseMessage? answer = null;
        try
        {
            _clock.Suspend();
            _clock.Arm();
            answer = await _connection.Http
                .SendAsync(message, HttpCompletionOption.ResponseHeadersRead, _clock.Token).ConfigureAwait(false);
            if ((int)answer.StatusCode is >= 200 and < 300)
            {
                Stream body = await answer.Content.ReadAsStreamAsync(_clock.Token).ConfigureAwait(false);
                EngineResponse response = new(
                    (int)answer.StatusCode, ResponseHeaders.Of(answer), new ResponseStream(answer, body, _clock, _token), _attempt, null);
                answer = null;
                return (response, null, false);
            }

            EngineException error = await ServiceError.ReadAsync(answer, _request, _attempt, _clock).ConfigureAwait(false);

            // What has been sent cannot be sent again, but the next call will have the right time.
            _connection.Clock.TryCorrect(error);
            return (null, error, false);
        }
        catch (Exception e) when (!_clock.HasEnded && e is HttpRequestException or IOException or OperationCanceledException)
        {
            if (NetworkFailure.SpeaksNoHttp2(e, _begun.Task.IsCompleted))
            {
                return (null, new EngineException(
                    EngineFailure.NoHttp2,
                    $"{endpoint.Host} does not speak HTTP/2, which {_request.Operation} needs to send and receive at once.",
                    e), false);
            }

            EngineException failure = NetworkFailure.Explain(e, endpoint.Uri);
            return (null, failure, failure.Failure != EngineFailure.Tls && !_begun.Task.IsCompleted && NetworkFailure.WasNeverSent(e));
        }
        finally
        {
            _clock.Disarm();
            answer?.Dispose();
        }
    }

    /// <summary>Called by the connection once it takes the body, again if it chose another before anything was written.</summary>
    private async Task BeginAsync(Stream stream, EventSigner signer, CancellationToken cancellationToken)
    {
        if (_hasWritten)
        {
            throw new IOException("The connection closed after the first messages had gone out.");
        }

        try
        {
            // The headers go out at once: the service may want to see them, and to refuse, before there is a first message.
            await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _body = stream;
            _signer = signer;
            _begun.TrySetResult();
        }

        // Not ended by the connection's token: it says no more than that the call has failed, and the answer says why.
        await _end.Task.ConfigureAwait(false);
    }

    private async Task<bool> BeginsAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAny(_begun.Task, Response).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (Response.IsFaulted || Response.IsCanceled)
        {
            return false;
        }

        // A quick service answers while the body is still being opened.
        await _begun.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async Task<bool> WriteAsync(byte[] message, CancellationToken cancellationToken)
    {
        if (_isComplete || !await BeginsAsync(cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        _hasWritten = true;
        byte[] frame = _signer!.Wrap(message, _connection.Clock.UtcNow);
        _clock.Resume();
        try
        {
            using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(_clock.Token, cancellationToken);
            await _body!.WriteAsync(frame, linked.Token).ConfigureAwait(false);
            await _body.FlushAsync(linked.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (
            e is IOException or HttpRequestException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // Whatever ended the call is told by its answer.
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
        finally
        {
            _clock.Suspend();
        }
    }
}
#endif

#if NET
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Errors;

namespace BedrockPS.Protocol;

/// <summary>
/// A call that sends events while it receives others. Its user sends when there is something to send, and in between takes what
/// <see cref="TryRead"/> gives until <see cref="Arrival"/> says false.
/// </summary>
internal sealed class ApiDuplex : IDisposable
{
    private readonly OperationDescription _operation;
    private readonly EngineDuplex _engine;
    private readonly string? _profileName;
    private ApiEventStream? _events;
    private Task<bool>? _arrival;

    public ApiDuplex(OperationDescription operation, EngineDuplex engine, string? profileName)
    {
        _operation = operation;
        _engine = engine;
        _profileName = profileName;
    }

    /// <summary>
    /// Ends once there may be something to read: true for more events, false at the end of the answer. A failure is that of the
    /// whole call: the service's refusal, an error inside the stream, a broken connection.
    /// </summary>
    public Task<bool> Arrival => _arrival ??= FillAsync();

    /// <summary>Whether the answer has ended.</summary>
    public bool HasEnded => _arrival is { Status: TaskStatus.RanToCompletion, Result: false };

    /// <summary>The next event that can be had without waiting.</summary>
    /// <exception cref="BedrockException">What ended the call.</exception>
    public bool TryRead(out KeyValuePair<string, Dictionary<string, object?>> next)
    {
        while (Arrival.IsCompleted)
        {
            // Throws if the call has failed.
            bool more = Arrival.GetAwaiter().GetResult();
            if (_events is not null && _events.TryRead(out next))
            {
                return true;
            }

            if (!more)
            {
                break;
            }

            _arrival = null;
        }

        next = default;
        return false;
    }

    /// <summary>Sends one event that <see cref="EventWriter"/> made, after the one before it.</summary>
    /// <returns>False when the call has ended; what <see cref="TryRead"/> gives tells how.</returns>
    public Task<bool> SendAsync(byte[] message, CancellationToken cancellationToken) => _engine.SendAsync(message, cancellationToken);

    /// <summary>Says that no event follows.</summary>
    public Task<bool> CompleteAsync(CancellationToken cancellationToken) => _engine.CompleteAsync(cancellationToken);

    public void Dispose()
    {
        _engine.Dispose();

        // A read that is under way still has the buffer.
        (_arrival ?? Task.FromResult(false)).ContinueWith(
            static (arrival, duplex) =>
            {
                _ = arrival.Exception;
                ((ApiDuplex)duplex!)._events?.Dispose();
            },
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    private async Task<bool> FillAsync()
    {
        if (_events is not null)
        {
            return await _events.FillAsync(CancellationToken.None).ConfigureAwait(false);
        }

        try
        {
            EngineResponse response = await _engine.Response.ConfigureAwait(false);
            _events = new ApiEventStream(
                _operation, response, ResponseReader.ReadHeaders(_operation, response.StatusCode, response.Headers), _profileName);
            return true;
        }
        catch (EngineException exception)
        {
            throw ServiceErrors.From(exception, _operation.Service.Name, _operation.Name, _profileName);
        }
    }
}
#endif

using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Errors;

namespace BedrockPS.Protocol;

/// <summary>
/// The events of an operation that answers with a stream: <c>do { while (TryRead(out e)) … } while (await FillAsync())</c>.
/// </summary>
internal sealed class ApiEventStream : IDisposable
{
    private readonly OperationDescription _operation;
    private readonly EngineResponse _response;
    private readonly EventStreamReader _reader;
    private readonly string? _profileName;

    public ApiEventStream(OperationDescription operation, EngineResponse response, Dictionary<string, object?> initial, string? profileName)
    {
        _operation = operation;
        _response = response;
        _reader = new EventStreamReader(response.Body);
        _profileName = profileName;
        Initial = initial;
    }

    /// <summary>What the answer's headers hold, such as a session id.</summary>
    public Dictionary<string, object?> Initial { get; }

    public string? RequestId => _response.RequestId;

    /// <summary>The next event that can be had without waiting: its name and content.</summary>
    /// <exception cref="BedrockException">The in-stream error, StreamCorrupt.</exception>
    public bool TryRead(out KeyValuePair<string, Dictionary<string, object?>> next)
    {
        try
        {
            if (_reader.TryRead(out EventFrame frame))
            {
                next = ResponseReader.ReadEvent(_operation, frame, RequestId);
                return true;
            }
        }
        catch (EngineException exception)
        {
            throw Translate(exception);
        }

        next = default;
        return false;
    }

    /// <summary>Waits for more; false at the end of the stream.</summary>
    /// <exception cref="BedrockException">StreamTruncated, Connection, IdleTimeout, Timeout.</exception>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _reader.FillAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (EngineException exception)
        {
            throw Translate(exception);
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _response.Dispose();
    }

    private BedrockException Translate(EngineException exception)
    {
        BedrockException error = ServiceErrors.From(exception, _operation.Service.Name, _operation.Name, _profileName);
        error.RequestId ??= RequestId;
        return error;
    }
}

using System;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;

namespace BedrockPS.Inference;

/// <summary>
/// Reads InvokeModelWithResponseStream without knowing the model's format. The service ends every such stream with its own
/// metrics, so a stream that closes without them has been cut.
/// </summary>
internal sealed class NativeBodyStream : IDisposable
{
    private const string Operation = "InvokeModelWithResponseStream";

    private readonly EngineResponse _answer;
    private readonly EventStreamReader _reader;
    private readonly NativeStreamPayload _payload = new();
    private readonly string _model;
    private int _index;
    private int _received;
    private bool _complete;

    public NativeBodyStream(EngineResponse answer, string model)
    {
        _answer = answer;
        _reader = new EventStreamReader(answer.Body);
        _model = model;
    }

    /// <summary>Next chunk that can be had without waiting.</summary>
    public bool TryRead(out NativeChunk? chunk)
    {
        try
        {
            while (_reader.TryRead(out EventFrame frame))
            {
                if (!frame.IsEvent)
                {
                    throw StreamErrors.FromFrame(Operation, frame, _answer.RequestId);
                }

                if (frame.Type == "chunk")
                {
                    byte[] bytes = _payload.Decode(frame.Payload.Span).ToArray();
                    _received += bytes.Length;
                    _complete |= bytes.AsSpan().IndexOf("\"amazon-bedrock-invocationMetrics\""u8) >= 0;
                    chunk = new NativeChunk(_index++, bytes, _model);
                    return true;
                }
            }
        }
        catch (EngineException exception)
        {
            throw StreamErrors.FromEngine(Operation, exception, _answer.RequestId);
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            throw StreamErrors.Unreadable(Operation, _answer.RequestId, exception);
        }

        chunk = null;
        return false;
    }

    /// <summary>Waits for more; false at the end.</summary>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await _reader.FillAsync(cancellationToken).ConfigureAwait(false))
            {
                return true;
            }
        }
        catch (EngineException exception)
        {
            throw StreamErrors.FromEngine(Operation, exception, _answer.RequestId);
        }

        return _complete ? false : throw StreamErrors.Truncated(Operation, _answer.RequestId, _received);
    }

    public void Dispose()
    {
        _payload.Dispose();
        _reader.Dispose();
        _answer.Dispose();
    }
}

using System;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Cost;
using BedrockPS.Engine;
using BedrockPS.Inference.Families;

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

    /// <summary>Settled by the metrics at the stream's end, or by leaving it.</summary>
    public MeteredCall? Call { get; set; }

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
                    if (IsLast(bytes))
                    {
                        _complete = true;
                        Call?.Complete(_model, ReadUsage(bytes));
                    }

                    chunk = new NativeChunk(_index++, bytes, _model);
                    return true;
                }
            }
        }
        catch (EngineException exception)
        {
            throw StreamErrors.FromEngine(Operation, exception, _answer.RequestId);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
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
        Call?.Dispose();
    }

    /// <summary>The last chunk of an answer has the counts of the whole, whatever model it is of.</summary>
    public static bool IsLast(byte[] chunk) => chunk.AsSpan().IndexOf("\"amazon-bedrock-invocationMetrics\""u8) >= 0;

    private static TokenUsage ReadUsage(byte[] chunk)
    {
        using JsonDocument document = JsonDocument.Parse(chunk);
        return document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("amazon-bedrock-invocationMetrics", out JsonElement metrics)
                ? new TokenUsage
                {
                    InputTokens = metrics.Count("inputTokenCount"u8),
                    OutputTokens = metrics.Count("outputTokenCount"u8),
                    CacheReadInputTokens = metrics.Count("cacheReadInputTokenCount"u8),
                    CacheWriteInputTokens = metrics.Count("cacheWriteInputTokenCount"u8),
                }
                : new TokenUsage();
    }
}

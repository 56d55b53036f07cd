using System;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Inference.Families;

namespace BedrockPS.Inference;

/// <summary>Reads InvokeModelWithResponseStream in a family's own format.</summary>
internal sealed class NativeStream : ModelStream
{
    private const string Operation = "InvokeModelWithResponseStream";

    private readonly EngineResponse _source;
    private readonly EventStreamReader _reader;
    private readonly NativeFamily _family;
    private readonly ModelResponse _response;
    private readonly NativeAnswer _answer;
    private readonly MemoryStream _raw = new();
    private readonly NativeStreamPayload _payload = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private bool _closed;

    public NativeStream(EngineResponse source, NativeFamily family, string model)
    {
        _source = source;
        _reader = new EventStreamReader(source.Body);
        _family = family;
        _response = new ModelResponse { Model = model, RequestId = source.RequestId };
        _answer = family.Begin(_response);
        ResponseHeaders.Apply(source.Headers, _response);
    }

    public override string Partial => _answer.Text;

    public override bool TryRead(out StreamChunk? chunk)
    {
        while (!_answer.TryTake(out chunk))
        {
            if (_closed || !Next(out EventFrame frame))
            {
                return false;
            }

            Consume(frame);
        }

        return true;
    }

    public override async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_closed)
        {
            return false;
        }

        bool more;
        try
        {
            more = await _reader.FillAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (EngineException exception)
        {
            _closed = true;
            throw Failure(exception);
        }

        if (!more)
        {
            _closed = true;
            Close();
        }

        return true;
    }

    public override void Dispose()
    {
        _payload.Dispose();
        _reader.Dispose();
        _source.Dispose();
    }

    private bool Next(out EventFrame frame)
    {
        try
        {
            return _reader.TryRead(out frame);
        }
        catch (EngineException exception)
        {
            _closed = true;
            throw Failure(exception);
        }
    }

    private void Consume(in EventFrame frame)
    {
        if (!frame.IsEvent)
        {
            _closed = true;
            throw StreamErrors.FromFrame(Operation, frame, _source.RequestId);
        }

        // An event of a later service version must not end the stream.
        if (frame.Type != "chunk")
        {
            return;
        }

        try
        {
            ReadOnlyMemory<byte> json = _payload.Decode(frame.Payload.Span);
            if (!NativeStreamPayload.IsDoneMark(json.Span))
            {
                using JsonDocument chunk = JsonDocument.Parse(json);
                Keep(json);
                _family.ReadChunk(chunk.RootElement, _answer);
            }
            else
            {
                _answer.End();
            }
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            _closed = true;
            throw StreamErrors.Unreadable(Operation, _source.RequestId, exception);
        }
    }

    private void Keep(ReadOnlyMemory<byte> json)
    {
        _raw.WriteByte(_raw.Length == 0 ? (byte)'[' : (byte)',');
#if NET
        _raw.Write(json.Span);
#else
        byte[] bytes = json.ToArray();
        _raw.Write(bytes, 0, bytes.Length);
#endif
    }

    private void Close()
    {
        // What a reader of tags held back is text that had arrived.
        _answer.Finish();
        if (!_answer.IsComplete)
        {
            throw StreamErrors.Truncated(Operation, _source.RequestId, Partial.Length);
        }

        if (_response.Latency == default)
        {
            _response.Latency = _watch.Elapsed;
        }

        _raw.WriteByte((byte)']');
        _response.Raw = _raw.Length == 1 ? "[]" : Encoding.UTF8.GetString(_raw.GetBuffer(), 0, (int)_raw.Length);
        _answer.Add(new StreamChunk(StreamChunkKind.End, _answer.NextIndex, "", _response));
    }

    private BedrockException Failure(EngineException exception)
    {
        _answer.Finish();
        return exception.Failure == EngineFailure.StreamTruncated
            ? StreamErrors.Truncated(Operation, _source.RequestId, Partial.Length)
            : StreamErrors.FromEngine(Operation, exception, _source.RequestId);
    }
}

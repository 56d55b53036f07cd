using System;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Local.Faults;
using BedrockPS.Local.Http;
using BedrockPS.Protocol;

namespace BedrockPS.Local.Serving;

/// <summary>
/// Writes the frames of one event stream: <c>BeginEvent()</c>, JSON into the writer, <c>EndEventAsync(name)</c>. Frames that are
/// there at once leave together; <see cref="FlushAsync"/> before a wait sends what there is.
/// </summary>
internal sealed class EventOutput : IDisposable
{
    private const int FlushAt = 16 * 1024;

    private static readonly Dictionary<string, KeyValuePair<string, string>[]> s_headers = new(StringComparer.Ordinal);

    private readonly HttpResponse _response;
    private readonly Action _begin;
    private readonly FaultDecision _fault;
    private readonly Action<string> _failed;
    private readonly CancellationToken _cancellationToken;
    private readonly ByteBuffer _pending = new(FlushAt + 1024);
    private readonly ByteBuffer _json = new(512);
    private readonly ByteBuffer _wrapped = new(512);
    private readonly Utf8JsonWriter _writer;
    private int _frames;

    /// <param name="response">The answer.</param>
    /// <param name="begin">Begins it, when the first bytes are about to leave.</param>
    /// <param name="fault">What is to happen to it.</param>
    /// <param name="failed">Told the name of an in-stream error before the client is.</param>
    /// <param name="cancellationToken">The endpoint stops.</param>
    public EventOutput(
        HttpResponse response, Action begin, FaultDecision fault, Action<string> failed, CancellationToken cancellationToken)
    {
        _begin = begin;
        _failed = failed;
        _response = response;
        _fault = fault;
        _cancellationToken = cancellationToken;
        _writer = new Utf8JsonWriter(_json, JsonText.WriterOptions);
    }

    /// <summary>Nothing has been said yet: an error can still be an answer of its own.</summary>
    public bool IsSilent => _frames == 0 && !_response.HasStarted;

    /// <summary>A writer for the next event's JSON.</summary>
    public Utf8JsonWriter BeginEvent()
    {
        _json.Clear();
        _writer.Reset(_json);
        return _writer;
    }

    public ValueTask EndEventAsync(string name)
    {
        _writer.Flush();
        return WriteAsync("event", name, _json);
    }

    /// <summary>Ends the JSON as the bytes of a chunk event, the only event of InvokeModelWithResponseStream.</summary>
    public ValueTask EndChunkAsync()
    {
        _writer.Flush();
        _wrapped.Clear();
        _wrapped.Add("{\"bytes\":\""u8);
        Span<byte> target = _wrapped.GetSpan(Base64.GetMaxEncodedToUtf8Length(_json.Length));
        Base64.EncodeToUtf8(_json.Written, target, out int _, out int written);
        _wrapped.Advance(written);
        _wrapped.Add("\"}"u8);
        return WriteAsync("event", "chunk", _wrapped);
    }

    /// <summary>An error that ends the stream.</summary>
    /// <param name="name">Member of the stream's shape, such as throttlingException.</param>
    /// <param name="message">What the client's user reads.</param>
    /// <param name="originalStatus">The model's own status, for modelStreamErrorException.</param>
    public async Task WriteExceptionAsync(string name, string message, int? originalStatus)
    {
        _failed(name);
        Utf8JsonWriter json = BeginEvent();
        json.WriteStartObject();
        json.WriteString("message", message);
        if (originalStatus is int status)
        {
            json.WriteNumber("originalStatusCode", status);
            json.WriteString("originalMessage", message);
        }

        json.WriteEndObject();
        json.Flush();
        _pending.Add(EventStreamWriter.Encode(HeadersOf("exception", name), _json.Written));
        await FlushAsync().ConfigureAwait(false);
    }

    public async ValueTask FlushAsync()
    {
        if (_pending.Length > 0)
        {
            Begin();
            await _response.WriteAsync(_pending.Array.AsMemory(0, _pending.Length), _cancellationToken).ConfigureAwait(false);
            _pending.Clear();
        }
    }

    /// <summary>Sends what is left, and the end of the stream.</summary>
    public async Task EndAsync()
    {
        await FlushAsync().ConfigureAwait(false);
        Begin();
        await _response.EndAsync(_cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _writer.Dispose();

    private void Begin()
    {
        if (!_response.HasStarted)
        {
            _begin();
        }
    }

    private ValueTask WriteAsync(string messageType, string name, ByteBuffer payload)
    {
        byte[] frame = EventStreamWriter.Encode(HeadersOf(messageType, name), payload.Written);
        if (!ReferenceEquals(_fault, FaultDecision.None))
        {
            return new ValueTask(WriteFaultyAsync(frame));
        }

        _frames++;
        _pending.Add(frame);
        return _pending.Length >= FlushAt ? FlushAsync() : default;
    }

    private async Task WriteFaultyAsync(byte[] frame)
    {
        if (_fault.Rule is FaultRule rule && rule.Frames == _frames)
        {
            await BreakAsync(rule, frame).ConfigureAwait(false);
        }

        if (_fault.Pause > TimeSpan.Zero && _frames > 0)
        {
            await Task.Delay(_fault.Pause, _cancellationToken).ConfigureAwait(false);
        }

        _frames++;
        _pending.Add(frame);
        if (_fault.Pause > TimeSpan.Zero || _pending.Length >= FlushAt)
        {
            await FlushAsync().ConfigureAwait(false);
        }
    }

    private async Task BreakAsync(FaultRule rule, byte[] frame)
    {
        switch (rule.Kind)
        {
            case FaultKind.Corrupt:
                // One bit of the payload: only its CRC can tell.
                frame[frame.Length - 6] ^= 1;
                return;
            case FaultKind.Exception:
                int? status = rule.Code == "modelStreamErrorException" ? 500 : null;
                await WriteExceptionAsync(rule.Code, $"Injected by the local endpoint's fault '{rule.Text}'.", status).ConfigureAwait(false);
                break;
            case FaultKind.Half:
                _pending.Add(frame.AsSpan(0, frame.Length / 2));
                break;
        }

        Begin();
        await _response.FlushHeadAsync(_cancellationToken).ConfigureAwait(false);
        await FlushAsync().ConfigureAwait(false);
        switch (rule.Kind)
        {
            case FaultKind.Drop:
                _response.Close();
                break;
            case FaultKind.Stall:
                await _response.WaitForDisconnectAsync(_cancellationToken).ConfigureAwait(false);
                break;
        }

        throw new StreamBroken();
    }

    private static KeyValuePair<string, string>[] HeadersOf(string messageType, string name)
    {
        lock (s_headers)
        {
            string key = messageType + name;
            if (!s_headers.TryGetValue(key, out KeyValuePair<string, string>[]? headers))
            {
                headers =
                [
                    new KeyValuePair<string, string>(messageType == "event" ? ":event-type" : ":exception-type", name),
                    new KeyValuePair<string, string>(":content-type", "application/json"),
                    new KeyValuePair<string, string>(":message-type", messageType),
                ];
                s_headers[key] = headers;
            }

            return headers;
        }
    }
}

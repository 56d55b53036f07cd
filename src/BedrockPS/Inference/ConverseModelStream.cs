using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Inference.Families;
using BedrockPS.Protocol;

namespace BedrockPS.Inference;

/// <summary>Reads ConverseStream: text pieces by the shortest way, the rare events through a document.</summary>
internal sealed class ConverseModelStream : ModelStream
{
    private const string Operation = "ConverseStream";

    private readonly EngineResponse _answer;
    private readonly EventStreamReader _reader;
    private readonly ModelResponse _response;
    private readonly List<BlockBuilder> _blocks = [];
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly StringBuilder _metadata = new();
    private string _role = "assistant";
    private bool _stopped;
    private bool _closed;
    private bool _ended;

    public ConverseModelStream(EngineResponse answer, string model)
    {
        _answer = answer;
        _reader = new EventStreamReader(answer.Body);
        _response = new ModelResponse { Model = model, RequestId = answer.RequestId };
    }

    public override string Partial => string.Concat(_blocks.Where(static block => block.IsSaid).Select(static block => block.Text));

    public override bool TryRead(out StreamChunk? chunk)
    {
        while (Next(out EventFrame frame))
        {
            chunk = frame.IsEvent ? Read(frame) : throw StreamErrors.FromFrame(Operation, frame, _answer.RequestId);
            if (chunk is not null)
            {
                return true;
            }
        }

        chunk = null;
        if (!_closed || _ended)
        {
            return false;
        }

        _ended = true;
        chunk = End();
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
            throw StreamErrors.FromEngine(Operation, exception, _answer.RequestId);
        }

        if (more)
        {
            return true;
        }

        if (!_stopped)
        {
            throw StreamErrors.Truncated(Operation, _answer.RequestId, Partial.Length);
        }

        _closed = true;
        return true;
    }

    public override void Dispose()
    {
        _reader.Dispose();
        _answer.Dispose();
    }

    private bool Next(out EventFrame frame)
    {
        try
        {
            return _reader.TryRead(out frame);
        }
        catch (EngineException exception)
        {
            throw StreamErrors.FromEngine(Operation, exception, _answer.RequestId);
        }
    }

    private StreamChunk? Read(in EventFrame frame)
    {
        try
        {
            return ReadEvent(frame);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw StreamErrors.Unreadable(Operation, _answer.RequestId, exception);
        }
    }

    private StreamChunk? ReadEvent(in EventFrame frame)
    {
        switch (frame.Type)
        {
            case "contentBlockDelta":
                return ReadDelta(frame.Payload.Span);
            case "contentBlockStart":
                ReadStart(frame.Payload);
                return null;
            case "messageStart":
                ReadMessageStart(frame.Payload);
                return null;
            case "messageStop":
                ReadStop(frame.Payload);
                return null;
            case "metadata":
                ReadMetadata(frame.Payload);
                return null;
            default:
                // contentBlockStop says nothing new; an event of a later service version must not end the stream.
                return null;
        }
    }

    private StreamChunk? ReadDelta(ReadOnlySpan<byte> payload)
    {
        Utf8JsonReader json = new(payload);
        int index = 0;
        Delta delta = default;
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("contentBlockIndex"u8))
            {
                json.Read();
                index = json.GetInt32();
            }
            else if (json.ValueTextEquals("delta"u8))
            {
                json.Read();
                delta = Delta.Read(ref json, payload);
            }
            else
            {
                json.Skip();
            }
        }

        return Apply(index, delta);
    }

    private StreamChunk? Apply(int index, in Delta delta)
    {
        BlockBuilder block = Block(index);
        switch (delta.Kind)
        {
            case DeltaKind.Text:
                block.AppendText(delta.Value!);
                return new StreamChunk(StreamChunkKind.Text, index, delta.Value!);
            case DeltaKind.ToolInput:
                block.AppendToolInput(delta.Value!);
                return new StreamChunk(StreamChunkKind.ToolUse, index, delta.Value!);
            case DeltaKind.Reasoning:
                block.AppendReasoning(delta.Value!);
                return new StreamChunk(StreamChunkKind.Reasoning, index, delta.Value!);
            case DeltaKind.Signature:
                block.AppendSignature(delta.Value!);
                return null;
            case DeltaKind.Redacted:
                block.SetRedacted(delta.Value!);
                return null;
            case DeltaKind.Citation:
                block.AppendCitation(delta.Value!);
                return new StreamChunk(StreamChunkKind.Citation, index, delta.Value!);
            case DeltaKind.Other:
                return new StreamChunk(StreamChunkKind.Other, index, delta.Value!);
            default:
                return null;
        }
    }

    private BlockBuilder Block(int index)
    {
        if (index is < 0 or > 4096)
        {
            throw StreamErrors.Unreadable(Operation, _answer.RequestId, null);
        }

        while (_blocks.Count <= index)
        {
            _blocks.Add(new BlockBuilder());
        }

        return _blocks[index];
    }

    private void ReadStart(ReadOnlyMemory<byte> payload)
    {
        using JsonDocument document = JsonDocument.Parse(payload);
        JsonElement root = document.RootElement;
        if (root.TryGetProperty("start", out JsonElement start) && start.TryGetProperty("toolUse", out JsonElement tool))
        {
            Block(root.TryGetProperty("contentBlockIndex", out JsonElement index) ? index.GetInt32() : 0).StartTool(tool);
        }
    }

    private void ReadMessageStart(ReadOnlyMemory<byte> payload)
    {
        using JsonDocument document = JsonDocument.Parse(payload);
        if (document.RootElement.TryGetProperty("role", out JsonElement role))
        {
            _role = role.GetString() ?? _role;
        }
    }

    private void ReadStop(ReadOnlyMemory<byte> payload)
    {
        using JsonDocument document = JsonDocument.Parse(payload);
        _stopped = true;
        if (document.RootElement.TryGetProperty("stopReason", out JsonElement reason))
        {
            _response.StopReason = reason.GetString();
        }

        if (_response.StopReason == NativeAnswer.GuardrailIntervened)
        {
            // The trace, where one was asked for, comes with the metadata.
            _response.Guardrail ??= GuardrailTraceReader.Read(default, stopped: true);
        }

        Keep(document.RootElement, "stopReason");
    }

    private void ReadMetadata(ReadOnlyMemory<byte> payload)
    {
        using JsonDocument document = JsonDocument.Parse(payload);
        JsonElement root = document.RootElement;
        if (root.TryGetProperty("usage", out JsonElement usage))
        {
            _response.Usage = ConverseResponseReader.ReadUsage(usage);
        }

        if (root.TryGetProperty("metrics", out JsonElement metrics))
        {
            _response.Latency = ConverseResponseReader.ReadLatency(metrics);
        }

        ConverseResponseReader.ReadService(root, _response);

        Keep(root, null);
    }

    /// <summary>Holds what the event says for the response's Raw, so that a streamed answer tells as much as a whole one.</summary>
    private void Keep(JsonElement root, string? except)
    {
        foreach (JsonProperty member in root.EnumerateObject())
        {
            // "p" is padding against traffic analysis.
            if (member.Name != except && member.Name != "p")
            {
                _metadata.Append(",\"").Append(member.Name).Append("\":").Append(member.Value.GetRawText());
            }
        }
    }

    private StreamChunk End()
    {
        if (_response.Latency == default)
        {
            _response.Latency = _watch.Elapsed;
        }

        List<ContentBlock> content = [];
        foreach (BlockBuilder block in _blocks)
        {
            if (block.Build() is ContentBlock built)
            {
                content.Add(built);
            }
        }

        _response.Take(new Message(_role, content));
        _response.Raw = Encoding.UTF8.GetString(JsonText.ToUtf8(WriteRaw));
        return new StreamChunk(StreamChunkKind.End, _blocks.Count, "", _response);
    }

    private void WriteRaw(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("output");
        writer.WritePropertyName("message");
        ConverseRequestWriter.WriteMessage(writer, _response.Message!);
        writer.WriteEndObject();
        writer.WriteString("stopReason", _response.StopReason);
        if (_metadata.Length > 0)
        {
            using JsonDocument rest = JsonDocument.Parse("{" + _metadata.ToString(1, _metadata.Length - 1) + "}");
            foreach (JsonProperty member in rest.RootElement.EnumerateObject())
            {
                member.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    }
}

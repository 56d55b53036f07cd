using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Api;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS.AgentRuntime;

/// <summary>
/// An agent's answer being read: <c>do { while (TryRead(out c)) … } while (await FillAsync())</c>. What the agent asks for is done
/// between the rounds, each of which is a call with a stream of its own. Ends with a chunk of kind End, or throws; the error then has
/// what had arrived as its PartialAnswer.
/// </summary>
internal sealed class AgentStream : IDisposable
{
    private readonly ApiClient _api;
    private readonly AgentRounds _rounds;
    private readonly OutFolder? _folder;
    private readonly Queue<AnswerChunk> _ready = [];
    private readonly StringBuilder _text = new();
    private readonly List<KnowledgeCitation> _citations = [];
    private readonly List<AgentFile> _files = [];
    private readonly List<AgentTrace> _traces = [];
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly AgentResponse _response = new();
    private Decoder _decoder = Encoding.UTF8.GetDecoder();
    private AgentRequest _request;
    private ApiEventStream? _events;
    private ShapeDescription? _shape;
    private AgentReturnControl? _asked;
    private bool _hasAnswer;
    private bool _isOver;
    private int _index;

    /// <param name="api">The connection.</param>
    /// <param name="request">What the agent is asked.</param>
    /// <param name="rounds">Does what it asks for.</param>
    /// <param name="folder">Where its files go; null: nowhere.</param>
    /// <param name="inputObject">The pipeline object it belongs to.</param>
    public AgentStream(ApiClient api, AgentRequest request, AgentRounds rounds, OutFolder? folder, object? inputObject)
    {
        _api = api;
        _request = request;
        _rounds = rounds;
        _folder = folder;
        _response.SessionId = request.SessionId;
        _response.AgentId = request.AgentId;
        _response.AgentAliasId = request.AgentAliasId;
        _response.Region = api.Region;
        _response.InputObject = inputObject;
    }

    /// <summary>The whole answer, at once.</summary>
    public async Task<AgentResponse> ReadAsync(CancellationToken cancellationToken)
    {
        AgentResponse? whole = null;
        do
        {
            while (TryRead(out AnswerChunk? chunk))
            {
                whole = chunk!.Response as AgentResponse ?? whole;
            }
        }
        while (await FillAsync(cancellationToken).ConfigureAwait(false));

        return whole!;
    }

    /// <summary>Next chunk that can be had without waiting.</summary>
    /// <exception cref="BedrockException">The in-stream error, StreamCorrupt.</exception>
    public bool TryRead(out AnswerChunk? chunk)
    {
        try
        {
            while (_ready.Count == 0 && _events is not null && _events.TryRead(out KeyValuePair<string, Dictionary<string, object?>> next))
            {
                Take(next.Key, next.Value);
            }
        }
        catch (BedrockException exception)
        {
            throw WithPartial(exception);
        }

        chunk = _ready.Count > 0 ? _ready.Dequeue() : null;
        return chunk is not null;
    }

    /// <summary>Waits for more; false when the End chunk has been read.</summary>
    /// <exception cref="BedrockException">The service's refusal, StreamTruncated, ToolRoundLimit and so on.</exception>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_isOver)
        {
            return _ready.Count > 0;
        }

        try
        {
            if (_rounds.IsUnderWay)
            {
                await RunAsync(cancellationToken).ConfigureAwait(false);
            }
            else if (_events is null)
            {
                await OpenAsync(cancellationToken).ConfigureAwait(false);
            }
            else if (!await _events.FillAsync(cancellationToken).ConfigureAwait(false))
            {
                Settle();
            }
        }
        catch (BedrockException exception)
        {
            throw WithPartial(exception);
        }

        return true;
    }

    public void Dispose() => _events?.Dispose();

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        _events = await _api.CallStreamAsync(AgentRequest.Service, _request.Operation, _request.Members, cancellationToken).ConfigureAwait(false);
        _shape = ServiceDescription.Get(AgentRequest.Service).GetOperation(_request.Operation).OutputStream?.Shape;
        _response.RequestId = _events.RequestId;
        _response.SessionId = Or(_events.Initial.Text("sessionId"), _response.SessionId)!;
        _response.MemoryId = Or(_events.Initial.Text("memoryId"), _response.MemoryId);
        _hasAnswer = false;
        _asked = null;
        _decoder = Encoding.UTF8.GetDecoder();
    }

    /// <summary>A round's stream is at its end: the last one ends the answer, any other has something to be done.</summary>
    private void Settle()
    {
        string? requestId = _events!.RequestId;
        _events.Dispose();
        _events = null;
        if (_asked is AgentReturnControl asked)
        {
            if (_rounds.Take(asked))
            {
                return;
            }

            _response.ReturnControl = asked;
        }
        else if (!_hasAnswer && !_request.EndsSession)
        {
            // Nothing in the stream marks its end but the answer itself.
            throw new BedrockException("StreamTruncated", "The stream ended before the agent had said anything.")
            {
                Service = AgentRequest.Service,
                Operation = _request.Operation,
                RequestId = requestId,
                IsRetryable = true,
            };
        }

        _isOver = true;
        _response.IsComplete = true;
        Complete();
        _ready.Enqueue(new AnswerChunk(AnswerChunkKind.End, _index++, "", response: _response));
    }

    /// <summary>One call at a time, so that its chunk does not wait for the next one.</summary>
    private async Task RunAsync(CancellationToken cancellationToken)
    {
        if (await _rounds.RunNextAsync(cancellationToken).ConfigureAwait(false) is ToolCall call)
        {
            Add(AnswerChunkKind.ToolCall, call);
            return;
        }

        _request = _rounds.Next(_request);
        await OpenAsync(cancellationToken).ConfigureAwait(false);
    }

    private void Take(string name, Dictionary<string, object?> content)
    {
        switch (name)
        {
            case "chunk":
                TakeText(content);
                break;
            case "trace":
                AgentTrace trace = AgentTraceReader.Read(content, _shape?.FindMember(name)?.Shape);
                _traces.Add(trace);
                Add(AnswerChunkKind.Trace, trace);
                break;
            case "files":
                foreach (IReadOnlyDictionary<string, object?> made in content.Maps("files"))
                {
                    TakeFile(made);
                }

                break;
            case "returnControl":
                _asked = AgentInvocationReader.Read(content);
                Add(AnswerChunkKind.ReturnControl, _asked);
                break;
            default:
                Add(AnswerChunkKind.Other, ResourceObject.FromEvent(name, content, _shape?.FindMember(name)?.Shape));
                break;
        }
    }

    private void TakeText(Dictionary<string, object?> content)
    {
        _hasAnswer = true;
        if (content.TryGetValue("bytes", out object? value) && value is byte[] { Length: > 0 } bytes)
        {
            char[] letters = new char[_decoder.GetCharCount(bytes, 0, bytes.Length)];
            string text = new(letters, 0, _decoder.GetChars(bytes, 0, bytes.Length, letters, 0));
            if (text.Length > 0)
            {
                _text.Append(text);
                _ready.Enqueue(new AnswerChunk(AnswerChunkKind.Text, _index++, text));
            }
        }

        foreach (IReadOnlyDictionary<string, object?> cited in content.Map("attribution").Maps("citations"))
        {
            KnowledgeCitation citation = KnowledgeCitation.Read(cited, _text.ToString(), null);
            _citations.Add(citation);
            Add(AnswerChunkKind.Citation, citation);
        }
    }

    private void TakeFile(IReadOnlyDictionary<string, object?> made)
    {
        AgentFile file = new(
            made.Text("name"), Or(made.Text("type"), null), made.TryGetValue("bytes", out object? bytes) ? bytes as byte[] ?? [] : []);
        _files.Add(file);
        _hasAnswer = true;
        if (_folder is not null)
        {
            file.Path = _folder.Save(file.Name, file.Bytes);
        }

        Add(AnswerChunkKind.File, file);
    }

    private void Add(AnswerChunkKind kind, object content) => _ready.Enqueue(new AnswerChunk(kind, _index++, "", content));

    private void Complete()
    {
        _response.Text = _text.ToString();
        _response.Citations = [.. _citations];
        _response.Files = [.. _files];
        _response.Traces = [.. _traces];
        _response.ToolCalls = [.. _rounds.Calls];
        _response.Latency = _watch.Elapsed;
        foreach (AgentTrace trace in _traces)
        {
            if (trace.Usage is TokenUsage usage && trace.Step == "ModelOutput")
            {
                (_response.Usage ??= new TokenUsage()).Add(usage);
            }
        }
    }

    /// <summary>Nothing that had come is lost with the failure: tools have changed things, and files have been made.</summary>
    private BedrockException WithPartial(BedrockException exception)
    {
        _isOver = true;
        if (exception.PartialAnswer is null && (_index > 0 || _rounds.Calls.Count > 0))
        {
            Complete();
            exception.PartialAnswer = _response;
        }

        return exception;
    }

    private static string? Or(string text, string? other) => text.Length > 0 ? text : other;
}

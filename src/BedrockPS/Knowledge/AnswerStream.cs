using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Protocol;

namespace BedrockPS.Knowledge;

/// <summary>
/// A knowledge base's streamed answer being read: <c>do { while (TryRead(out c)) … } while (await FillAsync())</c>. Ends with a chunk
/// of kind End, or throws; the exception's PartialAnswer is then what had arrived.
/// </summary>
internal abstract class AnswerStream : IDisposable
{
    private readonly ApiEventStream _events;
    private readonly Queue<AnswerChunk> _ready = new();
    private bool _hasEnded;
    private int _index;

    private protected AnswerStream(ApiEventStream events) => _events = events;

    private protected string? RequestId => _events.RequestId;

    private protected IReadOnlyDictionary<string, object?> Initial => _events.Initial;

    /// <summary>Next chunk that can be had without waiting.</summary>
    /// <exception cref="BedrockException">The in-stream error.</exception>
    public bool TryRead(out AnswerChunk? chunk)
    {
        try
        {
            while (_ready.Count == 0 && !_hasEnded && _events.TryRead(out KeyValuePair<string, Dictionary<string, object?>> next))
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
    /// <exception cref="BedrockException">StreamTruncated and failures of the connection.</exception>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_hasEnded)
        {
            return _ready.Count > 0;
        }

        try
        {
            if (await _events.FillAsync(cancellationToken).ConfigureAwait(false))
            {
                return true;
            }

            _hasEnded = true;
            if (!IsComplete)
            {
                throw new BedrockException("StreamTruncated", "The answer was cut off: the stream ended before the service did.")
                {
                    Service = KnowledgeApi.Service,
                    RequestId = RequestId,
                    IsRetryable = true,
                };
            }

            Add(AnswerChunkKind.End, "", response: Whole());
            return true;
        }
        catch (BedrockException exception)
        {
            throw WithPartial(exception);
        }
    }

    public void Dispose() => _events.Dispose();

    /// <summary>Whether all that belongs to an answer has come, as far as that can be told.</summary>
    private protected abstract bool IsComplete { get; }

    /// <summary>Reads an event and adds what is to be shown of it.</summary>
    private protected abstract void Take(string name, Dictionary<string, object?> content);

    /// <summary>All that has arrived.</summary>
    private protected abstract KnowledgeAnswer Whole();

    private protected void Add(AnswerChunkKind kind, string text, object? content = null, object? response = null) =>
        _ready.Enqueue(new AnswerChunk(kind, _index++, text, content, response));

    private BedrockException WithPartial(BedrockException exception)
    {
        exception.PartialAnswer = _index > 0 ? Whole() : null;
        return exception;
    }
}

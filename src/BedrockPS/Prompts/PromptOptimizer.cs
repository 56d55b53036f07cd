using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Models;
using BedrockPS.Protocol;

namespace BedrockPS.Prompts;

/// <summary>An optimisation as it arrives: the analysis, then the prompt, then all of it.</summary>
internal sealed class PromptOptimizer : IDisposable
{
    private readonly ApiEventStream _events;
    private readonly PromptOptimization _whole;
    private bool _isEnded;
    private int _index;

    private PromptOptimizer(ApiEventStream events, PromptOptimization whole)
    {
        _events = events;
        _whole = whole;
        whole.RequestId = events.RequestId;
    }

    /// <param name="api">The connection.</param>
    /// <param name="whole">What is to be optimised; filled as the answer comes.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static async Task<PromptOptimizer> OpenAsync(ApiClient api, PromptOptimization whole, CancellationToken cancellationToken)
    {
        Dictionary<string, object?> members = new()
        {
            ["input"] = new Dictionary<string, object?> { ["textPrompt"] = new Dictionary<string, object?> { ["text"] = whole.Original } },
            ["targetModelId"] = whole.Model,
        };
        return new PromptOptimizer(
            await api.CallStreamAsync("bedrock-agent-runtime", "OptimizePrompt", members, cancellationToken).ConfigureAwait(false), whole);
    }

    /// <summary>The next piece that can be had without waiting; the last carries all of it.</summary>
    /// <exception cref="BedrockException">The in-stream error, StreamCorrupt.</exception>
    public bool TryRead(out AnswerChunk? chunk)
    {
        chunk = null;
        if (_isEnded)
        {
            _isEnded = false;
            chunk = new AnswerChunk(AnswerChunkKind.End, _index++, "", response: _whole);
            return true;
        }

        if (!_events.TryRead(out KeyValuePair<string, Dictionary<string, object?>> next))
        {
            return false;
        }

        switch (next.Key)
        {
            case "analyzePromptEvent":
                string found = next.Value.Text("message");
                _whole.Analysis += found;
                chunk = new AnswerChunk(AnswerChunkKind.Trace, _index++, "", found);
                break;
            case "optimizedPromptEvent":
                string text = next.Value.Map("optimizedPrompt").Map("textPrompt").Text("text");
                _whole.Prompt += text;
                chunk = new AnswerChunk(AnswerChunkKind.Text, _index++, text);
                break;
            default:
                chunk = new AnswerChunk(AnswerChunkKind.Other, _index++, "", Api.ResourceObject.FromEvent(next.Key, next.Value, null));
                break;
        }

        return true;
    }

    /// <summary>Waits for more; false at the end, when <see cref="TryRead"/> has the last piece.</summary>
    /// <exception cref="BedrockException">StreamTruncated, Connection, IdleTimeout, Timeout.</exception>
    public async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (await _events.FillAsync(cancellationToken).ConfigureAwait(false))
        {
            return true;
        }

        // The service sends no event of its own for the end: a stream without a prompt has none.
        _isEnded = _whole.Prompt.Length > 0 ? true : throw new BedrockException(
            "StreamTruncated", "The optimisation was cut off: the stream ended before the prompt came.")
        {
            Service = "bedrock-agent-runtime",
            Operation = "OptimizePrompt",
            RequestId = _whole.RequestId,
            IsRetryable = true,
        };
        return false;
    }

    public void Dispose() => _events.Dispose();
}

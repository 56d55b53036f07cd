using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Inference;

namespace BedrockPS.Tools;

/// <summary>The streams of all rounds as one: a chunk for each call that was run between them, and one end.</summary>
internal sealed class ToolModelStream : ModelStream
{
    private readonly IModelCaller _caller;
    private readonly ToolRounds _rounds;
    private readonly Queue<StreamChunk> _ready = [];
    private ModelStream? _round;
    private ModelResponse? _answer;
    private bool _isRunning;
    private string _before = "";
    private int _offset;
    private int _last = -1;

    public ToolModelStream(ModelStream first, IModelCaller caller, ToolRounds rounds)
    {
        _round = first;
        _caller = caller;
        _rounds = rounds;
    }

    public override string Partial => _before + _round?.Partial;

    public override bool TryRead(out StreamChunk? chunk)
    {
        if (_ready.Count > 0)
        {
            chunk = _ready.Dequeue();
            return true;
        }

        chunk = null;
        if (_round is null || _answer is not null || !Read(out StreamChunk? read))
        {
            return false;
        }

        if (read!.Kind == StreamChunkKind.End)
        {
            // Whether it is the end, the tools decide.
            _answer = read.Response;
            return false;
        }

        chunk = Shift(read);
        return true;
    }

    public override async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_isRunning)
        {
            await RunAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }

        if (_answer is ModelResponse answer)
        {
            Settle(answer);
            return true;
        }

        if (_round is null)
        {
            return _ready.Count > 0;
        }

        try
        {
            return await _round.FillAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (BedrockException exception)
        {
            _rounds.AddTo(exception);
            throw;
        }
    }

    public override void Dispose() => _round?.Dispose();

    private bool Read(out StreamChunk? chunk)
    {
        try
        {
            return _round!.TryRead(out chunk);
        }
        catch (BedrockException exception)
        {
            _rounds.AddTo(exception);
            throw;
        }
    }

    private StreamChunk Shift(StreamChunk chunk)
    {
        _last = _offset + chunk.Index;
        return _offset == 0 ? chunk : new StreamChunk(chunk.Kind, _last, chunk.Text);
    }

    /// <summary>A round's answer is whole: the last one ends the stream, any other has tools to run.</summary>
    private void Settle(ModelResponse answer)
    {
        _before = Partial;
        _round!.Dispose();
        _round = null;
        _answer = null;
        _isRunning = _rounds.Take(answer);
        if (!_isRunning)
        {
            _ready.Enqueue(new StreamChunk(StreamChunkKind.End, _last + 1, "", answer));
        }
    }

    /// <summary>One call at a time, so that its chunk does not wait for the next one.</summary>
    private async Task RunAsync(CancellationToken cancellationToken)
    {
        if (await _rounds.RunNextAsync(cancellationToken).ConfigureAwait(false) is ToolCall call)
        {
            _ready.Enqueue(new StreamChunk(StreamChunkKind.ToolCall, ++_last, call.Output ?? "", toolCall: call));
            return;
        }

        _isRunning = false;
        _offset = _last + 1;
        try
        {
            _round = await _caller.StreamAsync(_rounds.Request, cancellationToken).ConfigureAwait(false);
        }
        catch (BedrockException exception)
        {
            _rounds.AddTo(exception);
            throw;
        }
    }
}

using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Inference;

namespace BedrockPS.Structured;

/// <summary>
/// A streamed answer that must have a form. Its JSON arrives as text whichever way it was asked for; a repaired answer follows the
/// one that did not fit, and only the last End chunk leaves.
/// </summary>
internal sealed class StructuredStream : ModelStream
{
    private readonly IModelCaller _next;
    private readonly StructuredTurn _turn;
    private ModelStream _stream;
    private ModelResponse? _toJudge;
    private StreamChunk? _end;
    private bool _ended;

    public StructuredStream(IModelCaller next, StructuredTurn turn, ModelStream first)
    {
        _next = next;
        _turn = turn;
        _stream = first;
    }

    public override string Partial => _stream.Partial;

    public override bool TryRead(out StreamChunk? chunk)
    {
        if (_end is not null)
        {
            chunk = _ended ? null : _end;
            _ended = true;
            return chunk is not null;
        }

        if (_toJudge is not null || !_stream.TryRead(out chunk))
        {
            chunk = null;
            return false;
        }

        if (chunk!.Response is ModelResponse response)
        {
            // Judged where there is time to wait.
            _toJudge = response;
            chunk = null;
            return false;
        }

        if (chunk.Kind == StreamChunkKind.ToolUse && _turn.UsesTool)
        {
            chunk = new StreamChunk(StreamChunkKind.Text, chunk.Index, chunk.Text);
        }

        return true;
    }

    public override async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_ended)
        {
            return false;
        }

        if (_toJudge is not ModelResponse response)
        {
            return _end is not null || await _stream.FillAsync(cancellationToken).ConfigureAwait(false);
        }

        if (await _turn.AcceptAsync(response, cancellationToken).ConfigureAwait(false))
        {
            _end = new StreamChunk(StreamChunkKind.End, response.Message?.Content.Length ?? 0, "", response);
        }
        else
        {
            ModelStream again = await _turn.SendAsync(ask => _next.StreamAsync(ask, cancellationToken)).ConfigureAwait(false);
            _stream.Dispose();
            _stream = again;
        }

        _toJudge = null;
        return true;
    }

    public override void Dispose() => _stream.Dispose();
}

using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Inference;

namespace BedrockPS.Storage;

/// <summary>
/// Passes a stream on and keeps its pieces. Once the whole answer has come it is saved, before its last chunk leaves; a stream that
/// is cut, refused or left early is never saved.
/// </summary>
internal sealed class CapturedStream : ModelStream
{
    private readonly ModelStream _source;
    private readonly Func<ModelResponse, IReadOnlyList<StreamChunk>, CancellationToken, Task> _save;
    private readonly List<StreamChunk> _chunks = [];
    private StreamChunk? _end;
    private bool _saved;

    /// <param name="source">The stream being read.</param>
    /// <param name="save">Told of the whole answer, once.</param>
    public CapturedStream(ModelStream source, Func<ModelResponse, IReadOnlyList<StreamChunk>, CancellationToken, Task> save)
    {
        _source = source;
        _save = save;
    }

    public override string Partial => _source.Partial;

    public override bool TryRead(out StreamChunk? chunk)
    {
        chunk = null;
        if (_end is not null)
        {
            if (_saved)
            {
                chunk = _end;
                _end = null;
            }

            return chunk is not null;
        }

        if (!_source.TryRead(out chunk))
        {
            return false;
        }

        if (chunk!.Kind != StreamChunkKind.End)
        {
            _chunks.Add(chunk);
            return true;
        }

        // Saving has to wait, which only FillAsync may.
        _end = chunk;
        chunk = null;
        return false;
    }

    public override async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_end is not null && !_saved)
        {
            await _save(_end.Response!, _chunks, cancellationToken).ConfigureAwait(false);
            _saved = true;
            return true;
        }

        return await _source.FillAsync(cancellationToken).ConfigureAwait(false);
    }

    public override void Dispose() => _source.Dispose();
}

using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Inference;

namespace BedrockPS.Redaction;

/// <summary>A streamed answer with the request's secrets back in it, also where a placeholder is split between pieces.</summary>
internal sealed class RedactedStream : ModelStream
{
    private readonly ModelStream _source;
    private readonly SecretMap _map;
    private readonly ResponseRestorer _restorer;
    private readonly Queue<StreamChunk> _ready = new();
    private PlaceholderStream? _text;
    private StreamChunkKind _kind;
    private int _index;

    /// <param name="source">The stream being read.</param>
    /// <param name="map">The request's secrets; there are some.</param>
    /// <param name="restorer">For the whole answer at the end.</param>
    public RedactedStream(ModelStream source, SecretMap map, ResponseRestorer restorer)
    {
        _source = source;
        _map = map;
        _restorer = restorer;
    }

    public override string Partial => _map.Restore(_source.Partial, _restorer.TextDepth);

    public override bool TryRead(out StreamChunk? chunk)
    {
        while (_ready.Count == 0)
        {
            if (!_source.TryRead(out StreamChunk? piece))
            {
                chunk = null;
                return false;
            }

            Add(piece!);
        }

        chunk = _ready.Dequeue();
        return true;
    }

    public override ValueTask<bool> FillAsync(CancellationToken cancellationToken) => _source.FillAsync(cancellationToken);

    public override void Dispose() => _source.Dispose();

    private void Add(StreamChunk piece)
    {
        if (_text is not null && (piece.Kind != _kind || piece.Index != _index))
        {
            Release();
        }

        if (piece.Response is ModelResponse response)
        {
            _restorer.Restore(response);
            _ready.Enqueue(piece);
            return;
        }

        if (_text is null)
        {
            (_kind, _index) = (piece.Kind, piece.Index);
            int depth = piece.Kind switch
            {
                StreamChunkKind.Text => _restorer.TextDepth,
                StreamChunkKind.Reasoning => 0,
                _ => 1,
            };
            _text = new PlaceholderStream(_map, depth);
        }

        string text = _text.Append(piece.Text);
        if (text.Length > 0)
        {
            _ready.Enqueue(text == piece.Text ? piece : new StreamChunk(piece.Kind, piece.Index, text));
        }
    }

    /// <summary>The block has ended: what is held back was no placeholder.</summary>
    private void Release()
    {
        string rest = _text!.Flush();
        _text = null;
        if (rest.Length > 0)
        {
            _ready.Enqueue(new StreamChunk(_kind, _index, rest));
        }
    }
}

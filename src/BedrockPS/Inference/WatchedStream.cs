using System;
using System.Threading;
using System.Threading.Tasks;

namespace BedrockPS.Inference;

/// <summary>A stream that tells of its whole answer before that is read, and lets go of something with it, read to its end or not.</summary>
internal sealed class WatchedStream : ModelStream
{
    private readonly ModelStream _inner;
    private readonly Action<ModelResponse> _whole;
    private readonly IDisposable _held;

    /// <param name="inner">The stream; disposed with this one.</param>
    /// <param name="whole">Told of the whole answer.</param>
    /// <param name="held">Disposed after the stream.</param>
    public WatchedStream(ModelStream inner, Action<ModelResponse> whole, IDisposable held)
    {
        _inner = inner;
        _whole = whole;
        _held = held;
    }

    public override string Partial => _inner.Partial;

    public override bool TryRead(out StreamChunk? chunk)
    {
        if (!_inner.TryRead(out chunk))
        {
            return false;
        }

        if (chunk!.Response is ModelResponse response)
        {
            _whole(response);
        }

        return true;
    }

    public override ValueTask<bool> FillAsync(CancellationToken cancellationToken) => _inner.FillAsync(cancellationToken);

    public override void Dispose()
    {
        _inner.Dispose();
        _held.Dispose();
    }
}

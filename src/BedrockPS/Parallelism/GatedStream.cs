using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Inference;

namespace BedrockPS.Parallelism;

/// <summary>A stream that keeps its place in a gate until it has ended. One left early counts as what it had reserved.</summary>
internal sealed class GatedStream : ModelStream
{
    private readonly ModelStream _inner;
    private readonly CallPass _pass;

    public GatedStream(ModelStream inner, CallPass pass)
    {
        _inner = inner;
        _pass = pass;
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
            _pass.Settle(CallTokens.Used(response.Model, response.Usage));
        }

        return true;
    }

    public override ValueTask<bool> FillAsync(CancellationToken cancellationToken) => _inner.FillAsync(cancellationToken);

    public override void Dispose()
    {
        _inner.Dispose();
        _pass.Dispose();
    }
}

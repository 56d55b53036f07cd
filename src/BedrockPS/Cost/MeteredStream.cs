using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Inference;

namespace BedrockPS.Cost;

/// <summary>A stream whose end settles its call; one left early is settled by the most it could have cost.</summary>
internal sealed class MeteredStream : ModelStream
{
    private readonly ModelStream _inner;
    private readonly MeteredCall _call;

    public MeteredStream(ModelStream inner, MeteredCall call)
    {
        _inner = inner;
        _call = call;
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
            MeteredCaller.Settle(_call, response);
        }

        return true;
    }

    public override ValueTask<bool> FillAsync(CancellationToken cancellationToken) => _inner.FillAsync(cancellationToken);

    public override void Dispose()
    {
        _inner.Dispose();
        _call.Dispose();
    }
}

using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Inference;

namespace BedrockPS.Parallelism;

/// <summary>Leads every call through the gate of its model.</summary>
internal sealed class GatedCaller : IModelCaller
{
    private readonly IModelCaller _inner;
    private readonly CallGates _gates;
    private readonly ConnectionSettings _settings;

    /// <param name="inner">The next step.</param>
    /// <param name="gates">The pipeline's gates.</param>
    /// <param name="settings">The connection the next step uses.</param>
    public GatedCaller(IModelCaller inner, CallGates gates, ConnectionSettings settings)
    {
        _inner = inner;
        _gates = gates;
        _settings = settings;
    }

    public Task<ModelResponse> InvokeAsync(InferenceRequest request, CancellationToken cancellationToken) =>
        _gates.For(_settings, request.ModelId).RunAsync(
            () => CallTokens.Reserved(request),
            token => _inner.InvokeAsync(request, token),
            static response => CallTokens.Used(response.Model, response.Usage),
            cancellationToken);

    public async Task<ModelStream> StreamAsync(InferenceRequest request, CancellationToken cancellationToken)
    {
        (ModelStream stream, CallPass pass) = await _gates.For(_settings, request.ModelId).BeginAsync(
            () => CallTokens.Reserved(request),
            token => _inner.StreamAsync(request, token),
            cancellationToken).ConfigureAwait(false);

        // It keeps its place until it has ended; one left early counts as what it had reserved.
        return new WatchedStream(stream, response => pass.Settle(CallTokens.Used(response.Model, response.Usage)), pass);
    }
}

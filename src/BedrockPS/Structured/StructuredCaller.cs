using System;
using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Engine;
using BedrockPS.Inference;

namespace BedrockPS.Structured;

/// <summary>
/// Asks for an answer in the form of <see cref="InferenceRequest.Structure"/>, checks what comes, and has it repaired. Requests
/// without one pass through.
/// </summary>
internal sealed class StructuredCaller : IModelCaller
{
    private readonly IModelCaller _next;
    private readonly Func<Func<object?>, CancellationToken, Task<object?>> _onPipeline;

    /// <param name="next">The next step to the model.</param>
    /// <param name="settings">Whom the requests go to; what a model refuses is remembered for it.</param>
    /// <param name="onPipeline">Has something done on the pipeline thread.</param>
    /// <param name="log">Takes verbose lines, on any thread.</param>
    public StructuredCaller(
        IModelCaller next, ConnectionSettings settings, Func<Func<object?>, CancellationToken, Task<object?>> onPipeline, Action<string> log)
    {
        _next = next;
        Settings = settings;
        _onPipeline = onPipeline;
        Log = log;
    }

    public ConnectionSettings Settings { get; }

    public Action<string> Log { get; }

    /// <summary>Converse is used, which has words for schemas and tools; a family's own format may not.</summary>
    public bool CanConstrain { get; set; } = true;

    public Task<object?> OnPipelineAsync(Func<object?> work, CancellationToken cancellationToken) => _onPipeline(work, cancellationToken);

    public Task<ModelResponse> InvokeAsync(InferenceRequest request, CancellationToken cancellationToken) =>
        request.Structure is null ? _next.InvokeAsync(request, cancellationToken) : InvokeTurnAsync(request, cancellationToken);

    public Task<ModelStream> StreamAsync(InferenceRequest request, CancellationToken cancellationToken) =>
        request.Structure is null ? _next.StreamAsync(request, cancellationToken) : StreamTurnAsync(request, cancellationToken);

    private async Task<ModelResponse> InvokeTurnAsync(InferenceRequest request, CancellationToken cancellationToken)
    {
        StructuredTurn turn = new(this, request);
        while (true)
        {
            ModelResponse response = await turn.SendAsync(ask => _next.InvokeAsync(ask, cancellationToken)).ConfigureAwait(false);
            if (await turn.AcceptAsync(response, cancellationToken).ConfigureAwait(false))
            {
                return response;
            }
        }
    }

    private async Task<ModelStream> StreamTurnAsync(InferenceRequest request, CancellationToken cancellationToken)
    {
        StructuredTurn turn = new(this, request);
        ModelStream first = await turn.SendAsync(ask => _next.StreamAsync(ask, cancellationToken)).ConfigureAwait(false);
        return new StructuredStream(_next, turn, first);
    }
}

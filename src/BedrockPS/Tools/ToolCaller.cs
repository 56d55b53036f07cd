using System.Threading;
using System.Threading.Tasks;
using BedrockPS.Inference;

namespace BedrockPS.Tools;

/// <summary>Runs the tools a model asks for and asks it again, until it has answered.</summary>
internal sealed class ToolCaller : IModelCaller
{
    private readonly IModelCaller _next;
    private readonly IToolRunner _runner;

    public ToolCaller(IModelCaller next, IToolRunner runner)
    {
        _next = next;
        _runner = runner;
    }

    /// <exception cref="BedrockException">
    /// ToolRoundLimit when the model would go on calling tools; the failure of a round otherwise. Response has what was done till then.
    /// </exception>
    public async Task<ModelResponse> InvokeAsync(InferenceRequest request, CancellationToken cancellationToken)
    {
        ToolRounds rounds = await ToolRounds.BeginAsync(request, _runner, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            ModelResponse response;
            try
            {
                response = await _next.InvokeAsync(rounds.Request, cancellationToken).ConfigureAwait(false);
            }
            catch (BedrockException exception)
            {
                rounds.AddTo(exception);
                throw;
            }

            if (!rounds.Take(response))
            {
                return response;
            }

            while (await rounds.RunNextAsync(cancellationToken).ConfigureAwait(false) is not null)
            {
            }
        }
    }

    public async Task<ModelStream> StreamAsync(InferenceRequest request, CancellationToken cancellationToken)
    {
        ToolRounds rounds = await ToolRounds.BeginAsync(request, _runner, cancellationToken).ConfigureAwait(false);
        ModelStream first = await _next.StreamAsync(rounds.Request, cancellationToken).ConfigureAwait(false);
        return rounds.Request.Tools is null ? first : new ToolModelStream(first, _next, rounds);
    }
}
